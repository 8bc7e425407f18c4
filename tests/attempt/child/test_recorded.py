"""Runs on the real clock, apart: ended when they stand still, patient with a busy machine."""

import asyncio
import multiprocessing
import queue
import sys
import threading
import time

import pytest

from grader import record
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
