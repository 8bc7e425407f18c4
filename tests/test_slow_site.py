"""The slow site answers after the planned time, to clients of both kinds, on both clocks."""

import asyncio
import time
import urllib.error
import urllib.request

import pytest
from aiohttp import ClientError

from grader import after, log, now, simulate
from grader.servers import ask
from grader.slow_site import slow_site

PLAN = {"a": 0.3, "b": after(0.1, 503), "c": after(0.2, "a text")}


def read(url):
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""


def test_it_answers_after_the_planned_time_in_virtual_time():
    async def visit():
        async with slow_site(PLAN, every=0.5) as url:

            async def one(path):
                page = await ask(f"{url}/{path}")
                log((path, page.status, page.text))

            await asyncio.gather(*map(one, "abcd"))

    run = simulate(visit)
    run.logs([("b", 503, ""), ("c", 200, "a text"), ("a", 200, "A"), ("d", 200, "D")])
    run.logs_at([0.1, 0.2, 0.3, 0.5])


def test_a_blocking_client_of_the_same_world_is_served_by_the_thread():
    def visit():
        with slow_site(PLAN) as url:
            pages = [read(f"{url}/{path}") for path in ("a", "c", "nowhere")]
            return pages, now()

    pages, seconds = simulate(visit).result
    assert (pages, round(seconds, 3)) == ([(200, "A"), (200, "a text"), (404, "")], 0.5)


def test_it_cuts_the_connection_for_an_exception():
    async def visit():
        async with slow_site(x=after(0, ConnectionResetError())) as url:
            await ask(f"{url}/x")

    with pytest.raises(ClientError):
        asyncio.run(visit())


@pytest.mark.real_clock
def test_it_notes_what_was_asked_for_and_takes_real_time_outside_a_simulation():
    site, start = slow_site(every=0.05), time.monotonic()
    with site as url:
        assert read(f"{url}/x") == (200, "X")
    assert site.requests == ["x"]
    assert time.monotonic() - start >= 0.05
