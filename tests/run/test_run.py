"""Properties of runs, each shown where it holds and where it does not."""

import pytest

from grader import calls, explore, simulate
from grader.failure import Failure


def in_batches(fetch, urls, workers):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(workers) as pool:
        for start in range(0, len(urls), workers):
            list(pool.map(fetch, urls[start : start + workers]))


def in_a_pool(fetch, urls, workers):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(fetch, urls))


def lingering(fetch, urls, workers):
    import time

    in_a_pool(fetch, urls, workers)
    time.sleep(1)


FETCH = calls("fetch", a=3, b=1, c=2)


def test_a_pool_keeps_its_workers_busy_and_returns_with_the_last_call():
    run = simulate(in_a_pool, FETCH, "abc", 2)
    run.keeps_busy(2, "fetch")
    run.ends_with("fetch")


def test_a_batch_that_waits_for_its_slowest_does_not_keep_its_workers_busy():
    with pytest.raises(Failure, match="expected: 2   got: 1 from 1 s on"):
        simulate(in_batches, FETCH, "abc", 2).keeps_busy(2, "fetch")


def test_more_at_once_than_there_may_be_are_noticed():
    with pytest.raises(Failure, match="runs no more than 2 fetch at once"):
        simulate(in_a_pool, FETCH, "abc", 3).keeps_busy(2, "fetch")


def test_a_call_that_returns_later_than_its_last_fetch_is_noticed():
    with pytest.raises(Failure, match="expected: 3 s   got: 4 s"):
        simulate(lingering, FETCH, "abc", 2).ends_with("fetch")


class Unlocked:
    def __init__(self):
        self.value = 0

    def incr(self):
        self.value += 1


def count_in_two_threads(counter):
    from threading import Thread

    counter = counter()
    threads = [Thread(target=counter.incr, name=name) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return counter.value


def test_a_race_is_told_turn_by_turn():
    with pytest.raises(Failure) as caught:
        explore(count_in_two_threads, Unlocked, granularity="opcodes", budget=0.1).each(
            lambda run: run.returns(2)
        )
    told = [line for line in str(caught.value).splitlines() if "self.v" in line]
    a, b, c = (len(line) - len(line.lstrip()) for line in told)
    assert a == c != b
    wanted = ("reads value", "+= 1", "writes value")
    assert all(words in line for words, line in zip(wanted, told, strict=True))


def test_what_a_function_keeps_in_its_globals_outlives_the_call():
    cell = """
from grader import log

KEPT = []

def forgets():
    def child():
        try:
            yield
        finally:
            log("closed")
    KEPT.append(child())
    next(KEPT[0])
"""
    namespace = {"__name__": "__main__"}
    exec(cell, namespace)
    assert simulate(namespace["forgets"]).log == []
