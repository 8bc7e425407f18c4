"""How a child ends, told apart: done, timed out, crashed, killed."""

import ctypes
import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from grader.attempt import start

pytestmark = pytest.mark.real_clock


def test_a_function_that_returns_is_done(run_either_way):
    heard = run_either_way(lambda: 7)
    assert (heard.value, heard.end) == (7, "done")


def test_a_function_that_raises_is_done_too(run_either_way):
    def fail():
        raise KeyError("no")

    heard = run_either_way(fail)
    assert (str(heard.error), heard.end) == ("KeyError: 'no'", "done")


def test_sys_exit_is_an_exception_like_any_other(run_either_way):
    heard = run_either_way(lambda: sys.exit(4))
    assert (heard.error.type_name, heard.error.args) == ("SystemExit", (4,))


def test_leaving_through_the_back_door_is_a_crash_with_its_exit_code(run_either_way):
    heard = run_either_way(lambda: os._exit(3))
    assert (heard.messages, heard.end, heard.ending.exit) == ([], "crashed", 3)


def test_leaving_through_the_back_door_is_a_crash_even_with_exit_code_0(run_either_way):
    heard = run_either_way(lambda: os._exit(0))
    assert (heard.messages, heard.end, heard.ending.exit) == ([], "crashed", 0)


def test_a_segmentation_fault_is_a_crash_at_a_line(run_either_way):
    def reach_for_nothing():
        ctypes.string_at(0)

    heard = run_either_way(reach_for_nothing)
    assert (heard.end, heard.ending.signal) == ("crashed", "SIGSEGV")
    assert place(heard) == (__file__, 1, "reach_for_nothing")


def test_an_endless_loop_times_out_at_its_line(run_either_way):
    def spin():
        while True:
            pass

    heard = run_either_way(spin, cpu=1)
    assert (heard.end, heard.ending.limit, heard.ending.seconds) == ("timed out", "cpu", 1)
    assert heard.ending.place.function == "spin"


def test_waiting_for_ever_times_out_at_its_line(run_either_way):
    def wait():
        time.sleep(1000)

    wall, heard = in_time_to_begin(run_either_way, wait)
    ending = heard.ending
    assert (heard.end, ending.limit, ending.seconds) == ("timed out", "wall", wall)
    assert ending.why == f"it did not end within {wall:g} s"
    assert place(heard) == (__file__, 1, "wait")


def test_the_line_is_that_of_the_thread_that_computes(run):
    def spin_beside():
        import threading

        def spin():
            while True:
                pass

        threading.Thread(target=spin).start()
        time.sleep(1000)

    # Its computing ends it: when that has lasted for a second, the thread has begun.
    assert run(spin_beside, cpu=1).ending.place.function == "spin"


def test_whoever_ignores_every_signal_times_out_nevertheless(run_either_way):
    def be_deaf():
        for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
            signal.signal(number, signal.SIG_IGN)
        time.sleep(1000)

    heard = run_either_way(be_deaf, wall=0.5)
    assert (heard.end, heard.ending.limit) == ("timed out", "wall")


def test_whoever_stops_itself_times_out(run):
    heard = run(lambda: os.kill(os.getpid(), signal.SIGSTOP), wall=0.5)
    assert (heard.end, heard.ending.limit) == ("timed out", "wall")


def test_a_child_that_kills_itself_is_killed(run_either_way):
    heard = run_either_way(lambda: os.kill(os.getpid(), signal.SIGKILL))
    assert (heard.end, heard.ending.signal) == ("killed", "SIGKILL")


def test_a_child_that_nobody_wants_any_more_is_killed():
    attempt = start("grader.attempt.child.recorded:call", (time.sleep, (1000,), {}), world="real")
    attempt.kill()
    (ending,) = attempt.messages()
    assert (ending.end, ending.why) == ("killed", "nobody waited for it any more")


def test_closing_every_descriptor_is_a_crash(run_either_way):
    assert run_either_way(lambda: os.closerange(0, 1000)).end == "crashed"


def test_a_child_that_closes_every_descriptor_and_lives_on_times_out(run):
    def hide():
        os.closerange(0, 1000)
        time.sleep(1000)

    assert run(hide, wall=0.5).end == "timed out"


def test_garbage_on_all_descriptors_is_a_crash(run_either_way):
    def scribble():
        for descriptor in range(32):
            with suppress(OSError):
                os.write(descriptor, b"\xff" * 1000)

    heard = run_either_way(scribble)
    assert (heard.end, heard.ending.garbage) == ("crashed", True)


def test_well_formed_nonsense_is_a_crash_too(run_either_way):
    def scribble():
        for descriptor in range(3, 32):
            with suppress(OSError):
                os.write(descriptor, b"\x00\x00\x00\x0512345")

    assert run_either_way(scribble).ending.garbage


def test_what_was_printed_before_a_crash_is_kept(run_either_way):
    def print_and_leave():
        print("the last words", file=sys.stderr)
        os._exit(1)

    assert run_either_way(print_and_leave).ending.stderr == "the last words\n"


def in_time_to_begin(run, function, wall=0.5):
    """Run it with so much wall time that it has begun when that is over; the wall time, and what was heard."""
    heard = run(function, wall=wall)
    begun = heard.ending.place or wall > 30
    return (wall, heard) if begun else in_time_to_begin(run, function, 2 * wall)


def place(heard):
    """Where it ended, its line counted from the line of the ``def``."""
    place = heard.ending.place
    filename, line, function = place.filename, place.line, place.function
    lines = Path(filename).read_text().splitlines()
    definition = next(n for n, text in enumerate(lines, 1) if f"def {function}(" in text)
    return filename, line - definition, function
