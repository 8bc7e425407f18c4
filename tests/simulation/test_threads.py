"""Threads start, end and are joined in virtual time."""

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor, as_completed, wait

import pytest

from grader import calls, log, simulate
from grader.failure import Failure


def test_join_waits_until_the_thread_has_ended(value):
    def main():
        thread = threading.Thread(target=time.sleep, args=(3,))
        thread.start()
        thread.join(timeout=1)
        alive = thread.is_alive()
        thread.join()
        return alive, thread.is_alive(), time.monotonic() - 100

    assert value(main) == (True, False, 3)


def test_threads_that_end_at_the_same_moment_wake_in_the_order_of_their_starts():
    def main():
        def work(name):
            time.sleep(1)
            log(name)

        for name in "abc":
            threading.Thread(target=work, args=(name,)).start()

    run = simulate(main)
    run.logs(["a", "b", "c"])
    run.takes(0)


def test_each_thread_has_its_own_locals_and_name(value):
    def main():
        local, seen = threading.local(), []

        def work(number):
            local.number = number
            time.sleep(1)
            seen.append((threading.current_thread().name, local.number))

        threads = [threading.Thread(target=work, args=(n,), name=f"t{n}") for n in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return seen

    assert value(main) == [("t0", 0), ("t1", 1), ("t2", 2)]


def test_the_function_runs_in_what_threading_takes_for_the_main_thread(value):
    assert value(lambda: threading.current_thread() is threading.main_thread()) is True


def test_a_timer_rings_at_its_time_unless_it_is_cancelled():
    def main():
        threading.Timer(2, log, ["rings"]).start()
        cancelled = threading.Timer(1, log, ["never"])
        cancelled.start()
        cancelled.cancel()
        time.sleep(5)

    run = simulate(main)
    run.logs(["rings"])
    run.logs_at([2])


def test_a_pool_works_through_its_jobs():
    def main(fetch):
        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(fetch, "abcd"))

    run = simulate(main, calls("fetch", a=3, b=1, c=1, d=2))
    run.returns(["A", "B", "C", "D"])
    run.takes(4)
    run.peaks_at(2, "fetch")
    run.starts("fetch d", at=2)
    run.orders("fetch b", "fetch c")


def test_as_completed_yields_in_the_order_of_completion():
    def main(fetch):
        with ThreadPoolExecutor(3) as pool:
            futures = [pool.submit(fetch, name) for name in "abc"]
            for future in as_completed(futures):
                yield future.result()

    run = simulate(main, calls("fetch", a=3, b=1, c=2))
    run.yields(["B", "C", "A"])
    run.yields_at([1, 2, 3])


def test_the_timeout_of_as_completed_comes_at_its_moment():
    """It asks for ``now > deadline``, strictly: under an exact clock that takes a nanosecond."""

    def main():
        with ThreadPoolExecutor(1) as pool:
            futures = [pool.submit(time.sleep, 5)]
            try:
                list(as_completed(futures, timeout=2))
            except TimeoutError:
                log("given up")

    run = simulate(main)
    run.logs_at([2])
    run.takes(5)


def test_wait_returns_the_futures_that_are_done_at_its_timeout(value):
    def main():
        pool = ThreadPoolExecutor(2)
        done, pending = wait([pool.submit(time.sleep, n) for n in (1, 3)], timeout=2)
        return len(done), len(pending), time.monotonic() - 100

    assert value(main) == (1, 1, 2)


def test_future_result_gives_up_exactly_at_its_timeout():
    simulate(lambda: Future().result(timeout=2.5)).raises(TimeoutError)
    assert simulate(lambda: Future().result(timeout=2.5)).elapsed == 2.5


def test_a_thread_that_dies_is_a_finding_with_its_line(findings, line_of):
    def main():
        def dies():
            raise LookupError("lost")  # dies here

        threading.Thread(target=dies, name="worker").start()

    run = simulate(main)
    assert findings(run)["thread died"] == "worker died of LookupError: lost"
    assert run.findings[0].where.line == line_of(main, "dies here")
    with pytest.raises(Failure, match="loses the error of a thread"):
        run.leaves_nothing()


def test_leaves_nothing_fails_for_a_thread_that_is_still_running():
    def main():
        threading.Thread(target=time.sleep, args=(60,), name="straggler").start()

    with pytest.raises(Failure, match="leaves something running") as caught:
        simulate(main).leaves_nothing()
    assert "straggler" in str(caught.value)
    assert "sleep 60" in str(caught.value)


def test_leaves_nothing_passes_for_a_thread_that_ends_at_the_moment_of_the_return():
    def main():
        threading.Thread(target=time.sleep, args=(1,)).start()
        time.sleep(1)

    simulate(main).leaves_nothing()


def test_threads_run_on_after_the_return():
    def main():
        threading.Timer(10, log, ["later"]).start()

    run = simulate(main)
    run.takes(0)
    run.logs(["later"])
    run.logs_at([10])


def test_a_thousand_threads_may_sleep_at_once():
    def main():
        threads = [threading.Thread(target=time.sleep, args=(1,)) for _ in range(1000)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return len(threads)

    run = simulate(main)
    run.returns(1000)
    run.takes(1)
