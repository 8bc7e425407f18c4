"""What was noted becomes a trace: of what lies outside the recording, nothing is left.

The sampler begins to look before the recording does, and looks for a last time after its end; on a busy
machine more than once. Facts are made by hand here, so that they come in the awkward order each time.
"""

from itertools import accumulate

import pytest

from grader.recording.assemble import assemble
from grader.recording.facts import Facts, Signal
from grader.recording.sites import Site
from grader.timeline.perfetto import events
from grader.trace.model import Mark, Span
from grader.units import MILLISECOND

ZERO, END = 1000, 1100  # milliseconds; the recorded call sleeps all the time
SET_UP, SLEEP, PUT_BACK = (
    Site("waiting", label, "a.py:1", surely=True) for label in ("set up", "sleep", "put back")
)
LOOKS = [(990, SET_UP), (998, SET_UP), (1050, SLEEP), (1101, SLEEP), (1104, PUT_BACK)]


class NeverDone:
    """A task that still waits."""

    def done(self):
        return False


@pytest.fixture
def facts():
    """A recording that was looked at before it began and after it had ended."""
    facts = Facts()
    facts.zero, facts.end = ZERO * MILLISECOND, END * MILLISECOND
    facts.main = facts.lane("main", "main")
    facts.main.start = 989 * MILLISECOND
    facts.ticks = [(at * MILLISECOND, {id(facts.main): (0, site)}) for at, site in LOOKS]
    return facts


def lane_of(facts, start, end, *spans):
    """A thread of the recording; spans as (start, end), everything in milliseconds."""
    lane = facts.lane("worker", "thread", facts.main)
    lane.start, lane.end = start * MILLISECOND, end * MILLISECOND
    lane.spans += [Span(a * MILLISECOND, b * MILLISECOND, "call", "job") for a, b in spans]
    return lane


def times(lane):
    """Its spans in milliseconds."""
    return [(span.start // MILLISECOND, span.end // MILLISECOND) for span in lane.spans]


def test_looks_before_the_beginning_and_after_the_end_show_nothing(facts):
    main = assemble(facts).lane("main")
    assert {span.label for span in main.spans} == {"sleep"}
    assert (main.spans[0].start, main.spans[-1].end, main.start) == (0, main.end, 0)


def test_nothing_is_ever_shorter_than_nothing(facts):
    found = [event for event in events(assemble(facts)) if event["ph"] == "X"]
    assert found
    assert all(event["ts"] >= 0 and event["dur"] >= 0 for event in found)


def test_a_job_that_goes_on_ends_with_the_recording_and_a_later_one_is_not_shown(facts):
    lane_of(facts, 1010, 1150, (1020, 1120), (1120, 1140))
    worker = assemble(facts).lane("worker")
    assert (times(worker), worker.end) == ([(20, 100)], 100 * MILLISECOND)


def test_a_task_whose_step_outlived_the_recording_has_no_wait_after_it(facts):
    lane, task = lane_of(facts, 1010, 1150), NeverDone()
    lane.since, lane.ready, facts.tasks[task] = 1120 * MILLISECOND, True, lane
    assert assemble(facts).lane("worker").spans == []


def test_marks_and_arrows_lie_within_the_recording(facts):
    worker = lane_of(facts, 1130, 1150)
    worker.marks.append(Mark(1140 * MILLISECOND, "print"))
    facts.signals.append(Signal(facts.main, 999 * MILLISECOND, worker, worker.start))
    trace = assemble(facts)
    (arrow,), (mark,) = trace.arrows, trace.lane("worker").marks
    assert (arrow.from_time, arrow.to_time, mark.at) == (0, trace.end, trace.end)


@pytest.mark.parametrize("woke", [[0, 0, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 1, 0, 1]])
def test_who_wakes_and_sleeps_again_at_the_same_place_sleeps_anew(facts, woke):
    """Who sleeps uses no processor time from one look to the next, and a little to wake."""
    looks = zip(range(ZERO, END, 20), accumulate(woke), strict=True)
    facts.ticks = [(at * MILLISECOND, {id(facts.main): (n * 10_000, SLEEP)}) for at, n in looks]
    assert len(assemble(facts).lane("main").spans) == 1 + sum(woke)
