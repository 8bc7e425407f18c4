"""The file that Perfetto opens: Chrome's Trace Event format, in microseconds."""

import json
import multiprocessing
from numbers import Number

import pytest
import recording_samples
import traces

from grader.recording.record import record_trace
from grader.timeline import Timeline
from grader.timeline.perfetto import events
from grader.trace import Trace


def named(trace, name):
    return [event for event in events(trace) if event["name"] == name]


def test_each_lane_is_a_row_in_its_own_place():
    rows = [
        (event["args"]["name"], event["pid"], event["tid"])
        for event in named(traces.expected(), "thread_name")
    ]
    assert rows == [("main", 1, 1), ("worker-0", 1, 2), ("worker-1", 1, 3)]


def test_a_process_has_its_own_group_of_rows():
    trace = Trace(
        [traces.lane("main", kind="main"), traces.lane("child", kind="process", parent="main")]
    )
    assert [(e["args"]["name"], e["pid"]) for e in named(trace, "process_name")] == [
        ("main", 1),
        ("child", 2),
    ]


def test_a_span_is_a_complete_event_in_microseconds():
    (span,) = named(traces.expected(), "fetch c")
    assert (span["ph"], span["ts"], span["dur"], span["cat"]) == ("X", 1_000_000, 2_000_000, "call")


def test_an_arrow_is_a_flow_from_submit_to_start():
    flows = [
        (event["ph"], event["id"], event["tid"]) for event in named(traces.expected(), "submit")
    ]
    assert flows == [("s", 0, 1), ("f", 0, 2), ("s", 1, 1), ("f", 1, 3)]


def test_the_file_is_json(tmp_path):
    path = traces.late().to_perfetto(tmp_path / "late.json")
    assert {event["ph"] for event in json.loads(path.read_text())["traceEvents"]} == {"M", "X", "i"}


# -- the documented format -------------------------------------------------------------------
# "Trace Event Format", by the Chrome team: phases M (metadata), X (complete), i (instant), s and f (flow).

REQUIRED = {
    "M": {"name": str, "pid": int, "tid": int, "args": dict},
    "X": {"name": str, "cat": str, "pid": int, "tid": int, "ts": Number, "dur": Number},
    "i": {"name": str, "cat": str, "pid": int, "tid": int, "ts": Number, "s": str},
    "s": {"name": str, "cat": str, "pid": int, "tid": int, "ts": Number, "id": int},
    "f": {"name": str, "cat": str, "pid": int, "tid": int, "ts": Number, "id": int, "bp": str},
}
METADATA = {"process_name": "name", "thread_name": "name", "thread_sort_index": "sort_index"}
RESERVED_COLOURS = {
    *("thread_state_runnable", "thread_state_running", "thread_state_sleeping"),
    *("terrible", "bad"),
}
TRACES = {
    "virtual time": traces.late,
    "a deadlock": traces.deadlock,
    "a crowd": traces.crowd,
    "every state": traces.all_states,
    "threads, recorded": lambda: record_trace(recording_samples.on_threads).trace,
    "tasks, recorded": lambda: record_trace(recording_samples.tasks_with_names).trace,
    "processes, recorded": lambda: (
        record_trace(recording_samples.on_processes, (multiprocessing.get_context("spawn"),)).trace
    ),
}


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(name, marks=[pytest.mark.real_clock] if "recorded" in name else [])
        for name in TRACES
    ],
)
def file(request, tmp_path_factory):
    """A file that `to_perfetto` wrote, as JSON."""
    path = tmp_path_factory.mktemp("perfetto") / "trace.json"
    trace = Timeline.of(TRACES[request.param]())
    return json.loads(trace.to_perfetto(path).read_text(encoding="utf-8"))


def of(file, *phases):
    return [event for event in file["traceEvents"] if event["ph"] in phases]


def test_the_file_is_the_object_form_of_the_format(file):
    assert set(file) == {"traceEvents", "displayTimeUnit"}
    assert file["displayTimeUnit"] in ("ms", "ns")


def test_each_event_has_the_fields_that_its_phase_requires(file):
    for event in file["traceEvents"]:
        for field, kind in REQUIRED[event["ph"]].items():
            assert isinstance(event[field], kind), (field, event)


def test_times_are_never_negative(file):
    assert all(event["ts"] >= 0 and event.get("dur", 0) >= 0 for event in of(file, "X", "i"))


def test_metadata_has_the_argument_of_its_name(file):
    assert all(set(event["args"]) == {METADATA[event["name"]]} for event in of(file, "M"))


def test_every_row_is_named_once_and_nothing_happens_elsewhere(file):
    named = [(e["pid"], e["tid"]) for e in of(file, "M") if e["name"] == "thread_name"]
    assert len(named) == len(set(named))
    assert {(e["pid"], e["tid"]) for e in of(file, "X", "i", "s", "f")} <= set(named)


def test_instants_belong_to_their_thread_and_colours_are_reserved_names(file):
    assert {event["s"] for event in of(file, "i")} <= {"t"}
    assert {event["cname"] for event in of(file, "X")} <= RESERVED_COLOURS


def test_complete_events_of_a_row_lie_within_each_other_or_apart(file):
    for row in {event["tid"] for event in of(file, "X")}:
        open_until: list[float] = []
        for start, minus_end in sorted(
            (e["ts"], -e["ts"] - e["dur"]) for e in of(file, "X") if e["tid"] == row
        ):
            open_until = [end for end in open_until if end > start + 0.001]
            assert not open_until or -minus_end <= open_until[-1] + 0.001
            open_until.append(-minus_end)


def test_each_flow_begins_once_and_ends_once_later_under_one_name(file):
    ends = {event["id"]: event for event in of(file, "f")}
    begins = {event["id"]: event for event in of(file, "s")}
    assert len(begins) == len(of(file, "s"))
    assert begins.keys() == ends.keys()
    for number, begin in begins.items():
        end = ends[number]
        assert (begin["name"], begin["cat"]) == (end["name"], end["cat"])
        assert begin["ts"] <= end["ts"]
        assert end["bp"] == "e"


def test_a_flow_has_an_event_at_either_end_to_hold_on_to(file):
    """Viewers bind a flow to the event that encloses it, and drop it where there is none."""
    bars = [(e["tid"], e["ts"], e["ts"] + e["dur"]) for e in of(file, "X")]
    for flow in of(file, "s", "f"):
        assert any(
            row == flow["tid"] and start - 0.001 <= flow["ts"] <= end + 0.001
            for row, start, end in bars
        ), flow


@pytest.mark.real_clock
def test_every_job_of_a_recorded_pool_has_its_flow():
    found = list(events(record_trace(recording_samples.on_threads).trace))
    jobs = {event["ts"] for event in found if event["name"].startswith("fetch ")}
    starts = {event["ts"] for event in found if event["ph"] == "f"}
    assert len(jobs) == 3
    assert jobs <= starts
