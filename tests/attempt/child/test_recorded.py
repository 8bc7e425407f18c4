"""Runs on the real clock, apart: recorded, ended when they stand still, patient with a busy machine."""

import _thread
import asyncio
import multiprocessing
import os
import queue
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from grader import calls, record
from grader.attempt.procfs import SECOND, _is_still, _starved
from grader.failure import Failure

pytestmark = [
    pytest.mark.real_clock,
    pytest.mark.skipif(sys.platform != "linux", reason="reads Linux's /proc"),
]


def waits_for_nobody():
    queue.Queue().get()


async def awaits_nothing():
    await asyncio.get_running_loop().create_future()


def waits_for_a_worker_that_waits():
    worker = multiprocessing.get_context("fork").Process(target=waits_for_nobody)
    worker.start()
    worker.join()


def goes_round():
    while True:
        pass


@pytest.mark.parametrize("hung", [waits_for_nobody, awaits_nothing, waits_for_a_worker_that_waits])
def test_a_run_in_which_nothing_runs_has_come_to_a_standstill(hung):
    run = record(hung, apart=True, within=50, still=0.5)
    with pytest.raises(Failure, match=r"for 0\.5 s nothing in it has run"):
        run.returns(None)
    assert run.evidence.place.function in (hung.__name__, "waits_for_nobody")


def test_a_run_that_goes_round_is_ended_by_its_own_time():
    with pytest.raises(Failure, match=r"did not end within 0\.5 s"):
        record(goes_round, apart=True, within=0.5, still=0.2).returns(None)


def test_what_is_left_and_does_nothing_is_not_waited_for():
    def leaves_a_worker():
        worker = multiprocessing.get_context("fork").Process(target=waits_for_nobody, daemon=True)
        worker.start()

    with pytest.raises(Failure, match="leaves something running"):
        record(leaves_a_worker, apart=True).leaves_nothing()


async def blocks():
    await asyncio.sleep(0)
    time.sleep(0.2)


async def waits_its_turn():
    await asyncio.sleep(0.2)


def test_a_step_that_holds_the_loop_is_told_with_its_coroutine():
    with pytest.raises(Failure, match=r"held for .* s by blocks"):
        record(blocks, apart=True).keeps_loop_free(0.05)


def test_an_await_does_not_hold_the_loop():
    record(waits_its_turn, apart=True).keeps_loop_free(0.1)


@pytest.mark.parametrize(
    ("before", "now", "seconds"),
    [
        ((5, 0, "S"), (5, 0, "S"), 0),  # it waits
        ((5, 0, "R"), (9, SECOND, "R"), 1),  # it was ready for a second before it ran
        ((5, 0, "R"), (5, 0, "R"), 2),  # it has been ready all the time: the account comes later
        (None, (0, 0, "R"), 2),  # it is new
    ],
)
def test_time_in_which_a_thread_was_starved_is_the_machines(before, now, seconds):
    assert _starved(before, now, 2 * SECOND) == seconds * SECOND


@pytest.mark.parametrize(
    ("before", "now", "still"),
    [
        ({1: (5, 0, "S")}, {1: (5, 0, "S")}, True),
        ({1: (5, 0, "S")}, {1: (6, 0, "S")}, False),  # it ran
        ({1: (5, 0, "R")}, {1: (5, 0, "R")}, False),  # it wants to
        ({1: (5, 0, "S")}, {1: (5, 0, "S"), 2: (0, 0, "S")}, False),  # somebody came
        ({}, {}, False),  # nothing is known
    ],
)
def test_a_run_is_still_when_nobody_ran_or_wants_to(before, now, still):
    assert _is_still(before, now) == still


def test_kinds_of_what_is_left_are_told_apart():
    def leaves_a_thread():
        threading.Thread(target=waits_for_nobody, daemon=True).start()

    run = record(leaves_a_thread, apart=True)
    run.leaves_no("process")
    with pytest.raises(Failure, match="leaves something running"):
        run.leaves_no("thread")


# -- the trace ---------------------------------------------------------------------------------


def nap(seconds):
    time.sleep(seconds)


def on_threads():
    with ThreadPoolExecutor(2, thread_name_prefix="pool") as pool:
        list(pool.map(nap, (0.03, 0.02, 0.01)))


async def in_tasks():
    print("begun")
    async with asyncio.TaskGroup() as group:
        group.create_task(asyncio.sleep(0.01), name="quick")
        group.create_task(asyncio.sleep(0.02), name="slow")


def in_processes():
    with multiprocessing.get_context("fork").Pool(2) as pool:
        pool.map(nap, (0.01, 0.02), chunksize=1)


def shape(trace):
    """What does not depend on the machine: lanes, jobs, prints and who started whom."""
    lanes = [(lane.name, lane.kind, lane.parent) for lane in trace.lanes]
    marks = [(mark.kind, mark.label) for lane in trace.lanes for mark in lane.marks]
    jobs = sorted(span.label for span in trace.spans(state="call"))
    return (
        trace.clock,
        lanes,
        marks,
        jobs,
        {(each.from_lane, each.to_lane) for each in trace.arrows},
    )


@pytest.mark.parametrize("function", [on_threads, in_tasks])
def test_a_run_apart_has_the_trace_of_a_run_here(function):
    here, apart = record(function), record(function, apart=True)
    assert shape(apart.trace) == shape(here.trace)
    assert apart.output == here.output


def test_jobs_of_worker_processes_are_shown():
    trace = record(in_processes, apart=True).trace
    workers = [lane for lane in trace.lanes if lane.kind == "process"]
    assert sorted(s.label for lane in workers for s in lane.spans) == ["nap 0.01", "nap 0.02"]


def test_a_run_that_is_ended_shows_what_it_has_done():
    def gets_stuck():
        on_threads()
        waits_for_nobody()

    run = record(gets_stuck, apart=True, within=50, still=0.5)
    assert len(run.trace.spans("nap", "call")) == 3


def test_calls_of_a_thread_without_an_object_are_noted():
    fetch = calls("fetch", every=0)

    def starts_a_bare_thread():
        done = _thread.allocate_lock()
        done.acquire()
        _thread.start_new_thread(lambda: (fetch("a"), done.release()), ())
        done.acquire()

    record(starts_a_bare_thread, apart=True).called("fetch", times=1)


def test_what_the_learners_file_does_when_it_is_loaded_is_not_in_the_trace():
    run = record(nap, 0.02, apart=True)
    assert [lane.name for lane in run.trace.lanes] == ["main"]
    assert run.trace.end <= run.elapsed * SECOND + SECOND


def test_the_judges_own_thread_is_not_shown():
    lanes = record(nap, 0.2, apart=True).trace.lanes
    assert [lane.name for lane in lanes] == ["main"]
    assert {span.state for span in lanes[0].spans} <= {"sleeping", "running", "ready"}


def test_a_fork_records_nothing_and_leaves_no_file():
    def forks():
        pid = os.fork()
        if not pid:
            on_threads()
            os._exit(0)
        return os.waitpid(pid, 0)[1]

    run = record(forks, apart=True)
    run.returns(0)
    assert run.trace.spans("nap") == []


def test_whatever_a_function_says_of_its_name_it_runs():
    def submits():
        class Odd:
            __name__ = 7

            def __call__(self, item):
                return item

            def __getattr__(self, name):
                raise RuntimeError(name)

        class Silent:
            def __repr__(self):
                raise RuntimeError("no text")

        with ThreadPoolExecutor(1) as pool:
            pool.submit(Odd(), Silent()).result()
        yield Silent()

    run = record(submits, apart=True)
    assert run.outcome == "returned"
    assert len(run.yielded) == 1
