"""The report of a world in which nothing can run any more: who waits for whom, since which line."""

import asyncio
import queue
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from grader import explore, simulate
from grader.failure import Failure


def two_locks():
    """Main and a thread, each with the lock that the other wants."""
    left, right = threading.Lock(), threading.Lock()

    def other():
        with right:
            time.sleep(1)
            with left:
                pass

    thread = threading.Thread(target=other, name="other")
    thread.start()
    with left:
        time.sleep(1)
        with right:
            pass
    thread.join()


def test_a_deadlock_report_says_which_thread_holds_each_lock():
    run = simulate(two_locks)
    assert run.outcome == "deadlock"
    assert run.elapsed == 1
    holders = {each.lane: each.holder for each in run.history.waits}
    assert holders == {0: 1, 1: 0}


def test_the_card_of_a_deadlock_names_the_lines_of_holders_and_waiters():
    with pytest.raises(Failure, match="deadlock at 1 s") as caught:
        simulate(two_locks).returns(None)
    text = " ".join(str(caught.value).split())
    first = two_locks.__code__.co_firstlineno
    for line in (5, 7, 12, 14):  # after the def: who holds and who waits, on both sides
        assert f"test_world.py:{first + line}" in text


def test_a_thread_that_waits_for_its_own_lock_is_reported_at_once():
    def main():
        lock = threading.Lock()
        with lock:
            lock.acquire()

    began = time.monotonic()
    with pytest.raises(Failure, match="deadlock") as caught:
        simulate(main).returns(None)
    assert time.monotonic() - began < 10  # benchmarks/stability.py measures it
    first = main.__code__.co_firstlineno
    assert f"test_world.py:{first + 2}" in str(caught.value)
    assert f"test_world.py:{first + 3}" in str(caught.value)


def test_a_deadlock_of_tasks_is_reported():
    async def main():
        left, right = asyncio.Lock(), asyncio.Lock()

        async def both(first, second):
            async with first:
                await asyncio.sleep(1)
                async with second:
                    pass

        await asyncio.gather(both(left, right), both(right, left))

    run = simulate(main)
    assert run.outcome == "deadlock"
    assert run.elapsed == 1
    assert [each.why for each in run.history.waits].count("Lock.acquire") == 2


def test_getting_from_a_queue_that_stays_empty_is_a_deadlock():
    with pytest.raises(Failure, match="deadlock at 0 s") as caught:
        simulate(lambda: queue.Queue().get()).returns(None)
    assert "Queue.get" in str(caught.value)


def test_a_missed_notification_is_a_deadlock_of_some_schedules():
    def main():
        ready, change = [], threading.Condition()

        def wait():
            if not ready:
                with change:
                    change.wait()

        thread = threading.Thread(target=wait)
        thread.start()
        ready.append(1)
        with change:
            change.notify()
        thread.join()

    with pytest.raises(Failure, match="deadlock") as caught:
        explore(main).each(lambda run: run.returns(None))
    assert "Condition.wait" in str(caught.value)


def test_a_wait_with_a_timeout_is_no_deadlock():
    def main():
        threading.Lock().acquire(timeout=1e6)
        lock = threading.Lock()
        lock.acquire()
        return lock.acquire(timeout=1e6)

    run = simulate(main)
    run.returns(False)
    run.takes(1e6)


def card(function):
    """What the card of a run says, in one line."""
    with pytest.raises(Failure) as caught:
        simulate(function).returns("?")
    return " ".join(str(caught.value).split())


def test_a_deadlock_report_names_the_holder_of_an_asyncio_lock(line_of):
    async def main():
        lock = asyncio.Lock()
        async with lock:  # taken
            await lock.acquire()

    line = line_of(main, "taken")
    assert f"which it holds itself since test_world.py:{line}" in card(main)


def test_a_deadlock_report_names_the_line_of_a_missed_asyncio_notification(line_of):
    async def main():
        change = asyncio.Condition()

        async def late():
            await asyncio.sleep(1)
            async with change:
                await change.wait()

        task = asyncio.create_task(late())
        async with change:
            change.notify()  # in vain
        await task

    said = card(main)
    assert "a lost wake-up? It was notified when nobody waited" in said
    assert f"test_world.py:{line_of(main, 'in vain')}" in said


def test_a_deadlock_report_explains_a_job_that_waits_for_its_own_pool():
    def main():
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(lambda: pool.submit(int).result()).result()

    assert "a job that has not begun: no worker of its pool is free" in card(main)


def test_a_deadlock_report_explains_an_event_loop_that_waits_for_itself():
    async def main():
        return asyncio.run_coroutine_threadsafe(
            asyncio.sleep(1), asyncio.get_running_loop()
        ).result()

    assert "Meanwhile its event loop stands still" in card(main)
