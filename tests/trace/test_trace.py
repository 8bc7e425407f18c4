"""A trace is plain data about a run; these tests need no run and no clock."""

from grader.timeline.rows import Fold, rows
from grader.trace import Arrow, Difference, Lane, Mark, Span, Trace
from grader.trace.questions import by_steps, first_difference
from grader.units import HOUR, MILLISECOND, MINUTE, SECOND, nanoseconds, say


def calling(name, *calls, parent=None):
    """A lane of calls `(start, end, label)` in seconds."""
    spans = [Span(start * SECOND, end * SECOND, "call", label) for start, end, label in calls]
    return Lane(name, "thread", spans, [], 0, max((span.end for span in spans), default=0), parent)


def two_workers():
    return Trace(
        [
            calling("main"),
            calling("w-0", (0, 3, "fetch a")),
            calling("w-1", (0, 1, "fetch b"), (1, 3, "fetch c")),
        ]
    )


def test_a_trace_survives_json():
    trace = two_workers()
    trace.lanes[0].marks.append(Mark(5, "log", "hello", "answer.py:3", 7))
    trace.arrows.append(Arrow("main", 0, "w-0", 0, "submit"))
    assert Trace.from_json(trace.to_json()) == trace


def test_json_is_also_written_to_a_file(tmp_path):
    text = two_workers().to_json(tmp_path / "trace.json")
    assert (tmp_path / "trace.json").read_text() == text


def test_a_trace_lasts_from_its_first_lane_to_its_last_event():
    assert (two_workers().start, two_workers().end) == (0, 3 * SECOND)


def test_an_empty_trace_has_no_length():
    assert (Trace().start, Trace().end, Trace().stands_still()) == (0, 0, True)


def test_spans_are_found_by_the_name_of_the_function():
    assert [span.label for span in two_workers().spans("fetch")] == [
        "fetch a",
        "fetch b",
        "fetch c",
    ]


def test_spans_are_found_by_their_full_label():
    assert [span.end for span in two_workers().spans("fetch c")] == [3 * SECOND]


def test_the_family_lists_each_lane_after_its_owner():
    trace = Trace(
        [
            Lane("task", parent="w-0"),
            Lane("main"),
            Lane("w-0", parent="main"),
            Lane("w-1", parent="main"),
        ]
    )
    assert [(depth, lane.name) for depth, lane in trace.family()] == [
        (0, "main"),
        (1, "w-0"),
        (2, "task"),
        (1, "w-1"),
    ]


def test_equal_traces_have_no_difference():
    assert first_difference(two_workers(), two_workers()) is None


def test_names_of_threads_make_no_difference_as_long_as_the_calls_agree():
    renamed = two_workers()
    renamed.lanes[1].name = "pool-0"
    assert first_difference(renamed, two_workers()) is None


def test_two_schedules_of_the_same_threads_differ_where_another_thread_acts():
    swapped = two_workers()
    swapped.lanes[1].spans, swapped.lanes[2].spans = swapped.lanes[2].spans, swapped.lanes[1].spans
    assert first_difference(swapped, two_workers()) == Difference(
        0, "w-1: fetch a starts", "w-0: fetch a starts", "w-1"
    )


def test_the_first_difference_is_a_call_that_starts_late():
    late = Trace(
        [calling("w-0", (0, 3, "fetch a")), calling("w-1", (0, 1, "fetch b"), (2, 4, "fetch c"))]
    )
    assert first_difference(late, two_workers()) == Difference(SECOND, None, "fetch c starts")


def test_the_first_difference_is_a_call_that_nobody_expects():
    more = two_workers()
    more.lanes[0].spans.append(Span(SECOND, 2 * SECOND, "call", "fetch d"))
    assert first_difference(more, two_workers()) == Difference(SECOND, "fetch d starts", None)


def test_on_the_real_clock_only_the_order_counts():
    slower = Trace(
        [calling("w-0", (0, 9, "fetch a")), calling("w-1", (0, 1, "fetch b"), (2, 8, "fetch c"))],
        clock="real",
    )
    quicker = Trace(
        [calling("w-0", (0, 3, "fetch a")), calling("w-1", (0, 1, "fetch b"), (1, 2, "fetch c"))],
        clock="real",
    )
    assert first_difference(slower, quicker) is None


def test_steps_count_events_where_time_stands_still():
    first = Lane(
        "t-1",
        spans=[Span(0, 0, "waiting", "lock", None, 3, 5)],
        marks=[Mark(0, "step", "read", None, 1)],
    )
    second = Lane("t-2", marks=[Mark(0, "step", "write", None, 2)])
    steps = by_steps(Trace([first, second]))
    assert steps.clock == "steps"
    assert [(s.start, s.end, s.label) for s in steps.lane("t-1").spans] == [
        (2, 3, "lock"),
        (0, 1, "read"),
    ]
    assert [(s.start, s.end, s.label) for s in steps.lane("t-2").spans] == [(1, 2, "write")]


def test_few_lanes_are_not_folded():
    assert [row.name for row in rows(two_workers())] == ["main", "w-0", "w-1"]


def test_lanes_that_differ_by_a_number_fold_into_one_row_that_counts():
    many = Trace([calling("main"), *(calling(f"task-{n}", (n, n + 2, "fetch")) for n in range(5))])
    shown = rows(many, at_most=4)
    assert [row.name for row in shown] == ["main", "task-0", "4 more task-…"]
    assert isinstance(shown[2], Fold)
    assert shown[2].counts("call") == [
        (SECOND, 1),
        (2 * SECOND, 2),
        (5 * SECOND, 1),
        (6 * SECOND, 0),
    ]


def test_a_lane_to_keep_is_never_folded():
    many = Trace([calling(f"task-{n}", (0, 1, "fetch")) for n in range(9)])
    assert "task-7" in [row.name for row in rows(many, at_most=3, keep={"task-7"})]


def test_times_are_said_in_the_unit_that_people_use():
    times = [
        0,
        5,
        250 * MILLISECOND,
        SECOND,
        nanoseconds(1.5),
        90 * SECOND,
        2 * MINUTE,
        90 * MINUTE,
        3 * HOUR,
    ]
    assert [say(time) for time in times] == [
        "0 s",
        "5 ns",
        "250 ms",
        "1 s",
        "1.5 s",
        "90 s",
        "2 min",
        "1 h 30 min",
        "3 h",
    ]
