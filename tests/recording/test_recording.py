"""What the recorder draws agrees with what is known to happen.

Order and kinds of events are asserted, never how long anything took: the clock is real.
"""

import asyncio
import importlib
import multiprocessing
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
import recording_samples as samples

from grader.recording.facts import Active
from grader.recording.record import record_trace
from grader.recording.recorder import Recorder
from grader.timeline import Timeline

pytestmark = pytest.mark.real_clock


def trace_of(function, *args):
    recording = record_trace(function, args)
    if recording.error:
        raise recording.error
    return Timeline.of(recording.trace)


def states(trace, lane, *kinds):
    """The lane's states and labels in order, of some kinds or of all."""
    return [
        (span.state, span.label)
        for span in trace.lane(lane).spans
        if not kinds or span.state in kinds
    ]


def most_at_once(trace, label):
    spans = trace.spans(label, "call")
    return max(sum(other.start <= span.start < other.end for other in spans) for span in spans)


def test_blocking_calls_one_after_another_fill_the_main_lane():
    trace = trace_of(samples.one_after_another)
    assert [lane.name for lane in trace.lanes] == ["main"]
    assert set(states(trace, "main", "sleeping")) == {("sleeping", "sleep(SHORT)")}


def test_a_job_of_a_pool_is_named_by_its_function_and_argument():
    trace = trace_of(samples.on_threads)
    assert sorted(span.label for span in trace.spans(state="call")) == [
        "fetch a",
        "fetch b",
        "fetch c",
    ]
    assert most_at_once(trace, "fetch") == 2


def test_a_pool_thread_is_a_lane_that_main_has_started():
    trace = trace_of(samples.on_threads)
    assert [(lane.name, lane.kind, lane.parent) for lane in trace.lanes] == [
        ("main", "main", None),
        ("pool_0", "thread", "main"),
        ("pool_1", "thread", "main"),
    ]
    started = {(a.from_lane, a.to_lane) for a in trace.arrows}
    assert started == {("main", "pool_0"), ("main", "pool_1")}


def test_the_main_thread_waits_for_the_pool():
    assert "Executor.map" in [
        label for _, label in states(trace_of(samples.on_threads), "main", "waiting")
    ]


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_worker_processes_are_lanes_however_they_start(method):
    trace = trace_of(samples.on_processes, multiprocessing.get_context(method))
    workers = [lane for lane in trace.lanes if lane.kind == "process"]
    assert sorted(span.label for lane in workers for span in lane.spans) == [
        "fetch a",
        "fetch b",
        "fetch c",
    ]
    # One may come too late to get a job.
    assert all(lane.start <= span.start for lane in workers for span in lane.spans)


def test_a_single_process_is_a_lane_too():
    def alone():
        process = multiprocessing.Process(target=samples.fetch, args=("a",))
        process.start()
        process.join()

    (process,) = (lane for lane in trace_of(alone).lanes if lane.kind == "process")
    assert process.end is not None


@pytest.mark.skipif(not hasattr(time, "pthread_getcpuclockid"), reason="needs clocks of threads")
def test_of_two_computing_threads_one_is_ready_while_the_other_runs():
    """Under the GIL; where there is none they run side by side."""
    if not getattr(sys, "_is_gil_enabled", lambda: True)():
        pytest.skip("no GIL")
    trace = trace_of(samples.two_computing_threads)
    running = sorted(
        (s.start, s.end) for lane in trace.lanes[1:] for s in lane.spans if s.state == "running"
    )
    assert {"ready", "running"} <= {span.state for lane in trace.lanes[1:] for span in lane.spans}
    overlap = sum(max(0, end - later) for (_, end), (later, _) in pairwise(running))
    assert overlap < trace.end / 4


def test_tasks_are_lanes_with_their_own_names():
    trace = trace_of(samples.tasks_with_names)
    tasks = [(lane.name, lane.parent) for lane in trace.lanes if lane.kind == "task"]
    assert tasks == [("tasks_with_names", "main"), ("quick", "main"), ("slow", "main")]


def test_a_task_is_shown_step_by_step_between_its_awaits():
    trace = trace_of(samples.tasks_with_names)
    first, sleep, last = trace.lane("quick").spans
    assert (sleep.state, sleep.label) == ("sleeping", f"sleep {samples.SHORT}")
    assert {first.state, last.state} <= {"running", "held"}  # a busy machine may hold up a step


def test_a_wait_tells_the_line_that_awaits():
    (sleep,) = (
        s for s in trace_of(samples.tasks_with_names).lane("quick").spans if s.state == "sleeping"
    )
    assert sleep.where.startswith("recording_samples.py:")


def test_a_step_that_holds_up_the_loop_is_named_by_what_it_does():
    trace = trace_of(samples.a_blocked_loop)
    assert ("held", "sleep(2 * SHORT)") in states(trace, "a_blocked_loop")


def test_a_task_cannot_step_while_the_loop_is_held():
    trace = trace_of(samples.a_blocked_loop)
    steps = [span for span in trace.lane("spinner").spans if span.state == "running"]
    for held in trace.spans(state="held"):
        assert not [span for span in steps if held.start < span.start < held.end]


def test_a_slow_function_in_a_thread_lets_the_spinner_spin():
    trace = trace_of(samples.spinner_with_slow_function_in_a_thread)
    (slow,) = trace.spans("fetch", "call")
    steps = [span for span in trace.lane("spinner").spans if slow.start < span.start < slow.end]
    assert len([span for span in steps if span.state == "running"]) >= 2


def test_a_producer_waits_where_the_queue_is_full():
    trace = trace_of(samples.producer_and_consumer)
    assert set(states(trace, "producer", "waiting")) == {("waiting", "Queue.put")}
    assert set(states(trace, "consumer", "sleeping")) == {("sleeping", "sleep(SHORT)")}


def test_a_thread_waits_for_a_lock_until_the_other_lets_go():
    trace = trace_of(samples.two_threads_and_a_lock)
    waits = [span for span in trace.lane("worker-2").spans if span.label == "with lock"]
    assert {span.state for span in waits} == {"waiting"}
    assert all(span.where.startswith("recording_samples.py:") for span in waits)


def test_a_semaphore_lets_two_tasks_sleep_at_a_time():
    trace = trace_of(samples.gather_behind_a_semaphore)
    jobs = [lane for lane in trace.lanes if lane.name.startswith("job ")]
    assert [lane.name for lane in jobs] == ["job a", "job b", "job c", "job d"]
    waited = [any(span.label == "Semaphore.acquire" for span in lane.spans) for lane in jobs]
    assert waited == [False, False, True, True]


def test_what_is_printed_is_shown_and_noted(capsys):
    recording = record_trace(lambda: print("hello"))
    assert capsys.readouterr().out == recording.output == "hello\n"
    assert [(m.kind, m.label) for m in recording.trace.lane("main").marks] == [("print", "hello")]


def test_an_exception_is_a_result():
    recording = record_trace(lambda: 1 / 0)
    assert isinstance(recording.error, ZeroDivisionError)


def test_items_of_a_generator_are_marks():
    recording = record_trace(lambda: (letter for letter in "ab"))
    assert [(m.kind, m.label) for m in recording.trace.lane("main").marks] == [
        ("yield", "a"),
        ("yield", "b"),
    ]


def test_a_coroutine_is_recorded_where_a_loop_runs_already():
    async def notebook():
        return record_trace(samples.wait, (0,)).trace

    assert "wait 0" in [lane.name for lane in asyncio.run(notebook()).lanes]


def test_in_a_notebook_the_thread_of_the_recorded_call_is_its_main_thread():
    async def notebook():
        return record_trace(samples.on_threads).trace

    lanes = asyncio.run(notebook()).lanes
    assert [(lane.name, lane.kind) for lane in lanes] == [
        ("main", "main"),
        ("pool_0", "thread"),
        ("pool_1", "thread"),
    ]


def test_a_pool_older_than_the_recording_shows_its_jobs():
    with ThreadPoolExecutor(1, thread_name_prefix="old") as pool:
        pool.submit(int).result()
        trace = trace_of(lambda: pool.submit(samples.fetch, "a").result())
    assert states(trace, "old_0", "call") == [("call", "fetch a")]


def test_nobody_elses_threads_are_shown():
    go, done = threading.Event(), threading.Event()
    other = threading.Thread(target=lambda: (go.wait(), done.set()), name="other")
    other.start()
    trace = trace_of(lambda: (go.set(), done.wait()))
    other.join()
    assert [lane.name for lane in trace.lanes] == ["main"]


PATCHED = [
    ("threading", "Thread", "start"),
    ("threading", "Thread", "_bootstrap_inner"),
    ("concurrent.futures", "ThreadPoolExecutor", "submit"),
    ("concurrent.futures", "ProcessPoolExecutor", "submit"),
    ("concurrent.futures", "ProcessPoolExecutor", "map"),
    ("multiprocessing.process", "BaseProcess", "start"),
    ("multiprocessing.pool", "Pool", "apply_async"),
    ("asyncio.base_events", "BaseEventLoop", "create_task"),
    ("asyncio.events", "Handle", "_run"),
]


def patched():
    places = (
        (getattr(importlib.import_module(module), owner), name) for module, owner, name in PATCHED
    )
    return [vars(owner)[name] for owner, name in places]


def test_everything_is_put_back():
    before, stdout = patched(), sys.stdout
    with Recorder():
        assert all(now is not then for now, then in zip(patched(), before, strict=True))
    assert patched() == before
    assert sys.stdout is stdout
    assert Active.facts is None


def test_everything_is_put_back_when_the_code_is_interrupted():
    before = patched()

    def interrupted():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        record_trace(interrupted)
    assert patched() == before


def test_a_recording_within_a_recording_is_refused():
    with pytest.raises(RuntimeError, match="already under way"):
        trace_of(trace_of, int)


def test_a_recorded_trace_survives_json():
    trace = trace_of(samples.on_threads)
    assert Timeline.from_json(trace.to_json()) == trace


def test_the_thread_in_which_a_loop_ends_its_executor_is_not_shown():
    async def in_a_thread():
        await asyncio.to_thread(samples.fetch, "a")

    names = [lane.name for lane in trace_of(in_a_thread).lanes]
    assert [name for name in names if "shutdown" in name] == []
