"""Twenty files from a slow site on the real clock, four ways, and the other standard examples of the field.

What the trace says agrees with what is known to happen: who ran where, in which order, how many at once.
Nothing here depends on how long anything took.
"""

from urllib.parse import urlsplit

import pytest
import recording_samples as samples

from grader.recording.record import record_trace
from grader.slow_site import slow_site

pytestmark = pytest.mark.real_clock

NAMES = [f"f{number:02}" for number in range(20)]
LABELS = [f"download {name}" for name in NAMES]


@pytest.fixture
def urls():
    with slow_site(every=0.02) as site:
        yield [f"{site}/{name}" for name in NAMES]


def recorded(function, *args):
    recording = record_trace(function, args)
    if recording.error:
        raise recording.error
    return recording


def downloads(recording):
    """The calls of `download` in the order of their starts."""
    return recording.trace.spans("download", "call")


def at_once(spans):
    """How many of the spans overlap, at most."""
    changes = sorted([(s.start, 1) for s in spans] + [(s.end, -1) for s in spans])
    return max(sum(change for _, change in changes[: n + 1]) for n in range(len(changes)))


def lanes_with(recording, label):
    return [
        lane for lane in recording.trace.lanes if any(s.label.startswith(label) for s in lane.spans)
    ]


def texts():
    return [name.upper() for name in NAMES]


# -- downloads -------------------------------------------------------------------------------


def test_downloads_in_a_loop_are_one_lane_without_calls_of_anybody_else(urls):
    recording = recorded(samples.download_in_turn, urls)
    assert recording.result == texts()
    assert [lane.name for lane in recording.trace.lanes] == ["main"]
    assert recording.trace.arrows == []


def test_downloads_in_threads_are_all_there_in_the_lanes_of_the_pool(urls):
    recording = recorded(samples.download_in_threads, urls)
    assert recording.result == texts()
    assert sorted(span.label for span in downloads(recording)) == LABELS
    assert [lane.name for lane in recording.trace.lanes] == [
        "main",
        *(f"pool_{number}" for number in range(4)),
    ]


def test_downloads_in_threads_fill_the_pool_and_never_exceed_it(urls):
    assert at_once(downloads(recorded(samples.download_in_threads, urls))) == 4
    assert all(at_once(lane) == 1 for lane in by_lane(samples.download_in_threads, urls))


def by_lane(function, urls):
    recording = recorded(function, urls)
    return [
        [span for span in lane.spans if span.state == "call"]
        for lane in lanes_with(recording, "download")
    ]


def test_an_arrow_leads_from_each_submit_to_the_lane_and_moment_where_the_job_begins(urls):
    recording = recorded(samples.download_in_threads, urls)
    begun = {
        (lane.name, span.start): span.label for lane in recording.trace.lanes for span in lane.spans
        if span.label in LABELS
    }  # fmt: skip
    arrows = [each for each in recording.trace.arrows if (each.to_lane, each.to_time) in begun]
    in_order = sorted(arrows, key=lambda each: each.from_time)
    assert [begun[each.to_lane, each.to_time] for each in in_order] == LABELS
    assert {(each.from_lane, each.kind) for each in arrows} == {("main", "submit")}
    assert all(each.from_time <= each.to_time for each in arrows)


def test_downloads_in_processes_are_lanes_of_processes(urls):
    recording = recorded(samples.download_in_processes, urls)
    assert recording.result == texts()
    assert sorted(span.label for span in downloads(recording)) == LABELS
    workers = [lane for lane in recording.trace.lanes if lane.kind == "process"]
    assert 1 <= len(workers) <= 2
    assert all(at_once(lane.spans) == 1 for lane in workers if lane.spans)
    assert at_once(downloads(recording)) <= 2


def test_downloads_in_coroutines_are_twenty_tasks_in_one_thread(urls):
    recording = recorded(samples.download_in_coroutines, urls)
    assert recording.result == texts()
    tasks = [lane for lane in recording.trace.lanes if lane.name.startswith("file ")]
    assert [lane.name for lane in tasks] == [f"file {name}" for name in NAMES]
    assert {(lane.kind, lane.parent) for lane in tasks} == {("task", "main")}
    assert {lane.kind for lane in recording.trace.lanes} <= {"main", "task", "thread"}


def test_coroutines_behind_a_semaphore_take_turns_at_the_network(urls):
    recording = recorded(samples.download_in_coroutines, urls)
    waited = [
        lane.name for lane in recording.trace.lanes
        if any(span.label == "Semaphore.acquire" for span in lane.spans)
    ]  # fmt: skip
    assert waited == [f"file {name}" for name in NAMES[samples.AT_ONCE :]]


def test_steps_of_tasks_on_one_loop_never_overlap(urls):
    recording = recorded(samples.download_in_coroutines, urls)
    steps = [
        span for lane in recording.trace.lanes if lane.kind == "task"
        for span in lane.spans if span.state in ("running", "held")
    ]  # fmt: skip
    assert at_once(steps) == 1


# -- spinner, queue, semaphore ---------------------------------------------------------------


def test_a_spinner_thread_spins_while_main_is_in_the_slow_function():
    recording = recorded(samples.spinner_thread)
    (spinner,) = [lane for lane in recording.trace.lanes if lane.name == "spinner"]
    assert (spinner.kind, spinner.parent) == ("thread", "main")
    slow = [s for s in recording.trace.lane("main").spans if s.label == "sleep(4 * SHORT)"]
    assert [s for s in spinner.spans if s.label == "Event.wait" and s.start < slow[-1].end]
    assert spinner.end is not None


def test_a_consumer_gets_every_item_after_the_producer_put_it():
    recording = recorded(samples.noted_producer_and_consumer)
    notes = [
        (mark.at, lane.name, mark.label)
        for lane in recording.trace.lanes for mark in lane.marks if mark.kind == "print"
    ]  # fmt: skip
    told = [(who, what) for _, who, what in sorted(notes)]
    for item in range(3):
        assert told.index(("producer", f"put {item}")) < told.index(("consumer", f"got {item}"))
    assert [what for who, what in told if who == "consumer"] == ["got 0", "got 1", "got 2"]


def test_a_limited_gather_sleeps_two_at_a_time():
    recording = recorded(samples.gather_behind_a_semaphore)
    sleeps = [
        span for lane in recording.trace.lanes if lane.name.startswith("job ")
        for span in lane.spans if span.state == "sleeping"
    ]  # fmt: skip
    assert (len(sleeps), at_once(sleeps)) == (4, 2)


def test_the_site_was_asked_for_each_file_once():
    site = slow_site(every=0.02)
    with site as url:
        recorded(samples.download_in_threads, [f"{url}/{name}" for name in NAMES])
    assert sorted(site.requests) == NAMES
    assert urlsplit(url).hostname == "127.0.0.1"
