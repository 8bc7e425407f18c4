"""People read short names of lanes, the same in simulated and recorded timelines."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from grader import lane_names, record, simulate


def use_a_pool():
    with ThreadPoolExecutor(1) as pool:
        pool.submit(int).result()


async def use_a_task():
    async def work():
        await asyncio.sleep(0.01)

    await asyncio.create_task(work())


@pytest.mark.parametrize(
    ("name", "short"), [("ThreadPoolExecutor-0_1", "pool-0_1"), ("download_3", "download_3")]
)
def test_only_names_that_python_gives_to_pool_threads_are_shortened(name, short):
    assert lane_names.of_thread(name) == short


@pytest.mark.parametrize("run", [simulate, record])
def test_a_pool_thread_has_the_same_name_simulated_and_recorded(run):
    """Python counts the pools of a process, so a recording here may have any number."""
    names = [lane.name for lane in run(use_a_pool).trace.lanes]
    assert [name for name in names if re.fullmatch(r"pool-\d+_0", name)] == names[1:]


@pytest.mark.parametrize("run", [simulate, record])
def test_a_task_without_a_name_is_called_after_its_coroutine(run):
    assert "work" in [lane.name for lane in run(use_a_task).trace.lanes]
