"""What a task does in its eager start (Python 3.12) is its own, not that of who started it."""

import asyncio
import sys

import pytest

from grader import async_calls, simulate

eager = pytest.mark.skipif(sys.version_info < (3, 12), reason="no eager tasks before Python 3.12")


@eager
def test_a_fake_called_in_an_eager_start_ends_where_it_began():
    async def start_two(fetch):
        loop = asyncio.get_running_loop()
        tasks = [asyncio.Task(fetch(name), loop=loop, eager_start=True) for name in "ab"]
        await asyncio.gather(*tasks)
        await fetch("c")

    run = simulate(start_two, async_calls("fetch", a=1, b=2, c=1))
    run.peaks_at(2, "fetch")
    run.orders("fetch b", "fetch c")
