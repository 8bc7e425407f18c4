"""`record(...)` gives a Run, of which the same properties can be asked as of a simulated one."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from grader import async_calls, calls, fakes, observer, record
from grader.failure import Failure

pytestmark = pytest.mark.real_clock


def on_threads(fetch):
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(fetch, "abc"))


@pytest.fixture
def meeting(monkeypatch):
    """The first two that sleep wait for each other instead, however late one of them comes."""
    both, first = threading.Barrier(2), iter("ab")
    monkeypatch.setattr(fakes.time, "sleep", lambda _: next(first, None) and both.wait())


def test_a_recorded_run_answers_as_a_simulated_one(meeting):
    run = record(on_threads, calls("fetch", every=0.03))
    run.returns(["A", "B", "C"])
    run.peaks_at(2, "fetch")
    run.called("fetch", times=3)
    run.leaves_nothing()


def test_a_property_that_does_not_hold_shows_the_recorded_lanes():
    with pytest.raises(Failure, match="fetch a"):
        record(on_threads, calls("fetch", every=0.03)).returns([])


def test_fakes_of_coroutines_are_calls_of_their_tasks():
    fetch = async_calls("fetch", every=0.03)

    async def all_of_them():
        return await asyncio.gather(fetch("a"), fetch("b"))

    run = record(all_of_them)
    assert run.result == ["A", "B"]
    assert [span.label for span in run.trace.spans(state="call")] == ["fetch a", "fetch b"]


def test_items_of_a_generator_are_kept():
    run = record(lambda: iter([1, 2]))
    run.yields([1, 2])


def test_an_exception_is_told():
    record(lambda: 1 / 0).raises(ZeroDivisionError)


def test_a_blocked_loop_is_found_in_this_process_too():
    async def blocks():
        time.sleep(0.2)

    with pytest.raises(Failure, match="keeps the loop free"):
        record(blocks).keeps_loop_free()


def test_a_recording_that_is_interrupted_leaves_no_observer():
    def interrupted():
        raise KeyboardInterrupt

    before = observer.recorder
    with pytest.raises(KeyboardInterrupt):
        record(interrupted)
    assert observer.recorder is before
