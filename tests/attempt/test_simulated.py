"""A simulated run is repeated: one that differs cannot be judged exactly, and the card says so."""

import asyncio
import os
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import cloudpickle
import pytest

from grader import explore, simulate
from grader.failure import Failure


@pytest.fixture(autouse=True, scope="module")
def _by_value(request):
    """What this module defines travels by value, as the functions of a notebook do."""
    cloudpickle.register_pickle_by_value(request.module)
    yield
    cloudpickle.unregister_pickle_by_value(request.module)


def by_chance():
    """Sleep as long as no seed decides."""
    time.sleep(1 + int.from_bytes(os.urandom(4), "big") / 2**32)


@pytest.mark.parametrize(
    "fails",
    [
        lambda: simulate(by_chance).takes(9),
        lambda: explore(by_chance).each(lambda run: run.takes(9)),
    ],
    ids=["simulate", "explore"],
)
def test_a_run_that_differs_under_the_same_schedule_is_reported(fails):
    with pytest.raises(Failure) as caught:
        fails()
    assert "Run twice, it differs" in " ".join(str(caught.value).split())


def test_a_run_with_seeded_random_numbers_does_not_differ():
    with pytest.raises(Failure) as caught:
        simulate(lambda: time.sleep(1 + random.random())).takes(9)
    assert "Run twice" not in str(caught.value)


def test_automatic_names_of_threads_and_tasks_do_not_differ():
    async def main():
        task = asyncio.create_task(asyncio.sleep(1))
        thread, pool = threading.Thread(), ThreadPoolExecutor()
        await task
        names = [task.get_name(), thread.name, pool.submit(threading.current_thread).result().name]
        return [*names, asyncio.current_task().get_name(), f"{task!r:.30}"]

    run = simulate(main)
    run.returns(
        ["Task-2", "Thread-1", "ThreadPoolExecutor-0_0", "Task-1", "<Task finished name='Task-2' c"]
    )
    assert run.evidence.unsteady is None


def test_without_fork_a_run_has_the_same_events(monkeypatch):
    def main():
        import threading
        import time

        threads = [threading.Thread(target=time.sleep, args=(n,)) for n in (1, 2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return time.monotonic()

    forked = simulate(main)
    monkeypatch.setenv("GRADER_NO_FORK", "1")
    spawned = simulate(main)
    spawned.takes(2)
    assert spawned.history.events == forked.history.events


def test_without_fork_schedules_are_explored_and_replayed(monkeypatch):
    monkeypatch.setenv("GRADER_NO_FORK", "1")

    def main():
        import threading

        box = []
        threading.Thread(target=lambda: box.append(1)).start()
        return len(box)

    with pytest.raises(Failure, match='"1"'):
        explore(main).each(lambda run: run.returns(1))
    simulate(main, schedule="1").returns(0)
