"""A trace that a child sends is data: the judge takes rows that agree with each other, and not too many."""

import msgspec
import pytest
from reports import plain, report

from grader.attempt.child.report import rows_of
from grader.attempt.history import Traced
from grader.attempt.limits import MOST_EVENTS, MOST_LANES
from grader.attempt.messages import decode
from grader.attempt.plausibility import complaint
from grader.attempt.protocol import Garbage, utf8
from grader.run.trace_of import trace_of
from grader.trace.model import Arrow, Lane, Mark, Span, Trace

MAIN, JOB = ["main", "main", None, 0, 9], ["pool_0", "thread", 0, 1, None]


def rows(**parts):
    return {"lanes": [MAIN, JOB], "spans": [], "marks": [], "arrows": [], **parts}


def test_a_trace_comes_back_as_it_was():
    main = Lane("main", "main", [Span(0, 9, "waiting", "Future.result", "a.py:3")], [], 0, 9)
    job = Lane(
        "pool_0", "thread", [Span(2, 5, "call", "job")], [Mark(4, "log", "x")], 1, None, "main"
    )
    trace = Trace([main, job], [Arrow("main", 1, "pool_0", 1, "submit")], "real")
    assert trace_of(report(trace=rows_of(trace))) == trace


def test_of_too_many_spans_the_jobs_and_the_longest_are_kept():
    spans = [Span(at, at + 2, "running") for at in range(MOST_EVENTS)]
    spans += [Span(7, 8, "call", "job"), Span(3, 99, "waiting")]
    kept = rows_of(Trace([Lane("main", "main", spans)], [], "real"))["spans"]
    assert len(kept) == MOST_EVENTS
    assert {"call", "waiting", "running"} == {row[3] for row in kept}
    assert [row[1] for row in kept] == sorted(row[1] for row in kept)


def test_of_too_many_lanes_the_first_are_kept_with_their_arrows():
    lanes = [Lane(f"lane {number}") for number in range(MOST_LANES + 1)]
    last = lanes[-1].name
    arrows = [Arrow("lane 0", 0, "lane 1", 0, "submit"), Arrow("lane 0", 0, last, 0, "submit")]
    kept = rows_of(Trace(lanes, arrows, "real"))
    assert len(kept["lanes"]) == MOST_LANES
    assert kept["arrows"] == [[0, 0, 1, 0, "submit"]]
    assert msgspec.convert(kept, Traced)


@pytest.mark.parametrize(
    "trace",
    [
        rows(lanes=[MAIN, MAIN]),
        rows(lanes=[MAIN, ["x", "thread", 7, 0, None]]),
        rows(lanes=[["x", "virtual", None, 0, None]]),
        rows(lanes=[["x", "thread", None, -1, None]]),
        rows(spans=[[2, 0, 1, "call", "job", None]]),
        rows(spans=[[-1, 0, 1, "call", "job", None]]),
        rows(spans=[[0, 2, 1, "call", "job", None]]),
        rows(spans=[[0, 0, 1, "passed", "job", None]]),
        rows(spans=[[0, 0, 1, "call", 7, None]]),
        rows(spans=[[0, 0, 1, "call", "job"]]),
        rows(spans=[[0, 0, 1, "call", "job", None]] * (MOST_EVENTS + 1)),
        rows(marks=[[5, 0, "log", "x", None]]),
        rows(arrows=[[0, 0, 9, 0, "submit"]]),
        rows(arrows=[[0, 0, 1, 0, "waits-for"]]),
        rows(clock="virtual"),
        [],
    ],
)
def test_what_is_no_trace_is_refused(trace):
    with pytest.raises(Garbage):
        decode(utf8(plain(trace=trace)))


def test_a_simulation_that_brings_a_trace_is_not_believed():
    told = report(trace=rows(), elapsed=0, outcome="raised")
    assert "real clock" in complaint(told, (), virtual=True)
    assert complaint(told, (), virtual=False) is None
