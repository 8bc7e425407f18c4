"""Locks of the simulated world block, hand on and complain as CPython's do."""

import threading
import time

import pytest

from grader import log, simulate


def test_a_lock_goes_to_the_thread_that_has_waited_longest():
    def main():
        lock = threading.Lock()

        def work(name):
            with lock:
                log(name)
                time.sleep(1)

        threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    run = simulate(main)
    run.logs(["a", "b", "c"])
    run.logs_at([0, 1, 2])
    run.takes(3)


@pytest.mark.parametrize("kind", ["Lock", "RLock"])
def test_acquire_gives_up_exactly_at_its_timeout(value, kind):
    def main():
        lock = getattr(threading, kind)()
        threading.Thread(target=lambda: lock.acquire() and time.sleep(5), daemon=True).start()
        before = time.monotonic()
        return lock.acquire(timeout=1.5), time.monotonic() - before

    assert value(main) == (False, 1.5)


def test_a_lock_freed_at_the_deadline_is_decided_the_same_way_each_time():
    """Both happen at the same instant: the default schedule takes one of them, always the same."""

    def main():
        lock = threading.Lock()

        def hold():
            with lock:
                time.sleep(1)

        threading.Thread(target=hold).start()
        return lock.acquire(timeout=1)

    assert len({simulate(main).result for _ in range(3)}) == 1


def test_an_rlock_can_be_taken_again_by_its_owner_only(value):
    def main():
        lock, got = threading.RLock(), []
        with lock, lock:
            thread = threading.Thread(target=lambda: got.append(lock.acquire(blocking=False)))
            thread.start()
            thread.join()
        return got

    assert value(main) == [False]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [((False, 1), ValueError), ((True, -2), ValueError), ((True, 1e300), OverflowError)],
)
def test_acquire_raises_the_same_errors_as_the_genuine_one(arguments, error):
    with pytest.raises(error):
        threading.Lock().acquire(*arguments)
    simulate(lambda: threading.Lock().acquire(*arguments)).raises(error)


def test_an_unlocked_lock_cannot_be_released():
    simulate(lambda: threading.Lock().release()).raises(RuntimeError, "release unlocked lock")
    simulate(lambda: threading.RLock().release()).raises(RuntimeError, "un-acquired lock")


def test_a_condition_wakes_as_many_threads_as_were_notified():
    def main():
        change = threading.Condition()

        def wait(name):
            with change:
                log([name, change.wait(timeout=5)])

        for name in "abc":
            threading.Thread(target=wait, args=(name,)).start()
        time.sleep(1)
        with change:
            change.notify(2)
        time.sleep(9)

    run = simulate(main)
    run.logs([["a", True], ["b", True], ["c", False]])
    run.logs_at([1, 1, 5])


def test_a_barrier_opens_when_the_last_thread_has_come():
    def main():
        barrier = threading.Barrier(3)

        def arrive(seconds):
            time.sleep(seconds)
            barrier.wait()
            log(seconds)

        threads = [threading.Thread(target=arrive, args=(n,)) for n in (1, 2, 4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert simulate(main).log_times == [4, 4, 4]


def test_a_semaphore_of_two_lets_two_threads_in_at_a_time():
    def main():
        permits = threading.Semaphore(2)

        def work(name):
            with permits:
                time.sleep(1)
                log(name)

        for name in range(5):
            threading.Thread(target=work, args=(name,)).start()

    assert simulate(main).log_times == [1, 1, 2, 2, 3]


def test_event_wait_returns_false_at_its_timeout_and_true_when_set(value):
    def main():
        event = threading.Event()
        threading.Timer(2, event.set).start()
        return event.wait(1), event.wait(3), time.monotonic() - began

    began = 100  # where the virtual clock begins
    assert value(main) == (False, True, 2)
