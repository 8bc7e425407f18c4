"""Scheduling points inside the user's own code: before each line, or before each opcode that
reads or writes what threads may share.

Points before shared reads, writes and calls only: the same places on every Python version
(up to small differences of the compiler), and few enough to explore.
"""

import sys

from grader.simulation import beginnings, opcodes, threads
from grader.simulation.scheduler import scheduler
from grader.simulation.where import known


def _lines(frame, event, arg):
    if event == "line":
        scheduler.point("line")
    return _lines


class Counter:
    """Counts lines run without a scheduling step: a spin that asks nothing (``while not flag``)."""

    MANY = 20_000

    def __init__(self):
        self.lines, self.steps = 0, -1

    def local(self, frame, event, arg):
        if event == "line":
            if scheduler.steps != self.steps:
                self.steps, self.lines = scheduler.steps, 0
            self.lines += 1
            if self.lines > self.MANY:
                self.lines = 0
                scheduler.give_way(f"the line {frame.f_lineno}")
        return self.local


def watch(kind):
    """Trace user code in every thread that starts from now on; None: no more."""
    beginnings.enabled = kind not in ("lines", "opcodes")
    opcodes.stop_monitoring()
    threads.tracer = None
    if kind == "lines":
        threads.tracer = _in_user_code(_lines)
    elif kind == "count":
        threads.tracer = _in_user_code(Counter().local)
    elif kind == "opcodes" and sys.version_info >= (3, 12):
        opcodes.monitor()
    elif kind == "opcodes":
        threads.tracer = opcodes.tracer()


def _in_user_code(local):
    return lambda frame, event, arg: local if known[frame.f_code.co_filename] else None
