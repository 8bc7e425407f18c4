"""The file that Perfetto opens: Chrome's Trace Event format, in microseconds."""

import json

from grader.timeline.perfetto import events
from grader.trace import Trace

from . import traces


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
