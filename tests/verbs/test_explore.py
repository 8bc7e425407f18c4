"""Many schedules, judged: the smallest that fails, what was covered, outcomes compared."""

import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import cloudpickle
import pytest

from grader import explore, simulate
from grader.failure import Failure, NotWritten

cloudpickle.register_pickle_by_value(sys.modules[__name__])  # as the functions of a notebook


def in_threads(*functions):
    threads = [threading.Thread(target=function) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def loses_updates():
    count, lock = [0], threading.Lock()

    def add():
        with lock:
            seen = count[0]
        with lock:
            count[0] = seen + 1

    in_threads(add, add)
    return count[0]


def keeps_updates():
    count, lock = [0], threading.Lock()

    def add():
        with lock:
            count[0] += 1

    in_threads(add, add)
    return count[0]


def failing(function, expected, **options):
    exploration = explore(function, **options)
    with pytest.raises(Failure) as caught:
        exploration.each(lambda run: run.returns(expected))
    return exploration, str(caught.value)


def test_the_card_of_a_race_holds_the_token_that_replays_it():
    exploration, card = failing(loses_updates, 2)
    assert exploration.smallest == [1, 0, 0, 1]
    assert 'schedule="1.0.0.1"' in card
    simulate(loses_updates, schedule="1.0.0.1").returns(1)


def test_the_schedules_needed_are_counted():
    exploration, _ = failing(loses_updates, 2)
    assert 1 < exploration.found_after < 20


def test_what_fails_by_default_needs_no_schedule():
    exploration, card = failing(keeps_updates, 3)
    assert (exploration.found_after, exploration.smallest) == (1, [])
    assert "schedule=" not in card


def test_a_race_that_the_default_schedule_hides():
    simulate(loses_updates).returns(2)
    failing(loses_updates, 2)


def test_coverage_is_told():
    exploration = explore(keeps_updates)
    exploration.each(lambda run: run.returns(2))
    assert exploration.coverage == f"all {exploration.runs} schedules"
    assert exploration.coverage in repr(exploration)
    part = explore(keeps_updates, schedules=5)
    part.each(lambda run: run.returns(2))
    assert part.runs == 5
    assert "5 schedules" in part.coverage


def test_a_stub_is_not_written_yet_under_any_schedule():
    def stub():
        raise NotImplementedError

    with pytest.raises(NotWritten):
        explore(stub).each(lambda run: run.returns(1))


# -- outcome sets -----------------------------------------------------------------------------


def appended(lock=None):
    """The orders in which two threads may append."""
    order, lock = [], lock or threading.Lock()

    def append(name):
        with lock:
            order.append(name)

    in_threads(lambda: append("a"), lambda: append("b"))
    return "".join(order)


def appended_one_after_the_other():
    """Over-synchronised: the second starts when the first has ended."""
    order = []
    for name in "ab":
        in_threads(lambda name=name: order.append(name))
    return "".join(order)


def appended_and_lost():
    """As free as it should be, but now and then one is lost."""
    order, lock = [""], threading.Lock()

    def append(name):
        with lock:
            seen = order[0]
        with lock:
            order[0] = seen + name

    in_threads(lambda: append("a"), lambda: append("b"))
    return order[0]


def test_the_outcomes_that_can_be_reached():
    results = explore(appended).outcomes(lambda run: run.result)
    assert results == {"'ab'", "'ba'"}


def test_the_same_outcomes_match():
    explore(appended).matches(explore(appended))


def test_an_outcome_too_many_is_a_race():
    with pytest.raises(Failure, match="an outcome that must not be") as caught:
        explore(appended_and_lost).matches(explore(appended))
    assert "'a'" in str(caught.value)


def test_an_outcome_missing_is_over_synchronised():
    with pytest.raises(Failure, match="over-synchronised") as caught:
        explore(appended_one_after_the_other).matches(explore(appended))
    assert "'ba'" in str(caught.value)


def test_a_deadlock_is_an_outcome_too():
    def main():
        left, right = threading.Lock(), threading.Lock()

        def both(first, second):
            with first, second:
                pass

        in_threads(lambda: both(left, right), lambda: both(right, left))

    outcomes = explore(main).outcomes(lambda run: run.outcome)
    assert outcomes == {"'returned'", "'deadlock'"}


def test_a_secretly_sequential_pool_is_found_out():
    def parallel():
        order = []
        with ThreadPoolExecutor(2) as pool:
            for name in "ab":
                pool.submit(order.append, name)
        return "".join(order)

    def sequential():
        order = []
        with ThreadPoolExecutor(2) as pool:
            for name in "ab":
                pool.submit(order.append, name).result()
        return "".join(order)

    explore(parallel).matches(explore(parallel))
    with pytest.raises(Failure, match="over-synchronised"):
        explore(sequential).matches(explore(parallel))


def test_an_endless_loop_of_one_schedule_is_found_with_that_schedule():
    def main():
        order = []
        in_threads(lambda: order.append("first"), lambda: order.append("second"))
        while order[0] == "second":
            pass

    with pytest.raises(Failure, match="endless loop") as caught:
        explore(main).each(lambda run: run.returns(None))
    assert 'schedule="1' in str(caught.value)
