"""Bugs with pools and futures."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait

from corpus.cases import bug, fixed


@bug(returns=[1, 1])
def pool_waits_for_itself():
    """Every worker waits for a job that only a worker could do."""
    with ThreadPoolExecutor(2) as pool:

        def outer():
            return pool.submit(lambda: 1).result()

        return [future.result() for future in [pool.submit(outer), pool.submit(outer)]]


@fixed
def pool_waits_for_itself_fixed():
    with ThreadPoolExecutor(2) as pool, ThreadPoolExecutor(1) as inner:

        def outer():
            return inner.submit(lambda: 1).result()

        return [future.result() for future in [pool.submit(outer), pool.submit(outer)]]


@bug(returns="done")
def callback_takes_a_lock_that_is_held():
    """If the job has ended already, the callback runs here and now, in the thread that holds it."""
    lock = threading.Lock()

    def note(future):
        with lock:
            pass

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(lambda: 1)
        with lock:
            future.add_done_callback(note)
    return "done"


@fixed
def callback_takes_a_lock_that_is_held_fixed():
    lock = threading.Lock()

    def note(future):
        with lock:
            pass

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(lambda: 1)
        future.add_done_callback(note)
        with lock:
            pass
    return "done"


@bug(returns=[2])
def result_before_its_callback():
    """Whoever waits for a future may go on before its callbacks have run."""
    noted, lock = [], threading.Lock()

    def note(future):
        with lock:
            noted.append(future.result() * 2)

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(time.sleep, 1)
        future = pool.submit(lambda: 1)
        future.add_done_callback(note)
        wait([future])
        return list(noted)


@fixed
def result_before_its_callback_fixed():
    noted, lock = [], threading.Lock()

    def note(future):
        with lock:
            noted.append(future.result() * 2)

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(time.sleep, 1)
        future = pool.submit(lambda: 1)
        future.add_done_callback(note)
        wait([future])
    return noted  # the pool's shutdown has waited for the worker, callbacks included


@bug(returns=[0, 1, 2])
def variable_of_a_loop_shared_by_jobs():
    """All jobs read the loop's variable, when they come to it."""
    with ThreadPoolExecutor(1) as pool:
        futures = []
        for number in range(3):
            futures.append(pool.submit(lambda: number))  # noqa: B023, PERF401 (that is the bug)
        return [future.result() for future in futures]


@fixed
def variable_of_a_loop_shared_by_jobs_fixed():
    with ThreadPoolExecutor(1) as pool:
        futures = [pool.submit(lambda number=number: number) for number in range(3)]
        return [future.result() for future in futures]


@bug(returns=True)
def taken_for_cancelled():
    """Not running yet is not cancelled: between the question and ``cancel`` it may start."""
    ran = []
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(ran.append, 1)
        believed_cancelled = not future.running() and not future.done()
        if believed_cancelled:
            future.cancel()
    return not (believed_cancelled and ran)


@fixed
def taken_for_cancelled_fixed():
    ran = []
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(ran.append, 1)
        believed_cancelled = future.cancel()
    return not (believed_cancelled and ran)


@bug(returns=["a", "b", "c"])
def order_of_completion_taken_for_order():
    """Results are collected as they come."""
    results = []

    def work(name):
        time.sleep(1)
        results.append(name)

    with ThreadPoolExecutor(3) as pool:
        for name in "abc":
            pool.submit(work, name)
    return results


@fixed
def order_of_completion_taken_for_order_fixed():
    def work(name):
        time.sleep(1)
        return name

    with ThreadPoolExecutor(3) as pool:
        return list(pool.map(work, "abc"))


@bug(returns=["a", "b"])
def pool_shut_down_under_a_job_that_submits():
    """A job submits its successor; the pool may have been shut down meanwhile."""
    done = []

    def second():
        done.append("b")

    def first():
        done.append("a")
        try:
            pool.submit(second)
        except RuntimeError:  # cannot schedule new futures after shutdown
            done.append("refused")

    with ThreadPoolExecutor(2) as pool:
        pool.submit(first)
    return done


@fixed
def pool_shut_down_under_a_job_that_submits_fixed():
    done = []

    def second():
        done.append("b")

    def first():
        done.append("a")
        return pool.submit(second)

    with ThreadPoolExecutor(2) as pool:
        pool.submit(first).result().result()
    return done
