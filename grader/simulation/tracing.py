"""Scheduling points inside the user's own code: before each line, or before each opcode that
reads or writes what threads may share.

Points before shared reads, writes and calls only: the same places on every Python version
(up to small differences of the compiler), and few enough to explore.
"""

import dis
import sys

from grader.simulation import beginnings, threads
from grader.simulation.scheduler import scheduler
from grader.simulation.where import known

SHARED = ("LOAD_ATTR", "STORE_", "DELETE_", "BINARY_SUBSCR", "BINARY_OP", "CALL", "FOR_ITER")
PRIVATE = ("STORE_FAST", "DELETE_FAST", "CALL_INTRINSIC", "STORE_NAME", "BINARY_OP")
VERBS = {"LOAD": "reads", "BINARY_SUBSCR": "reads", "STORE": "writes", "DELETE": "deletes"}
_places = {}


def places(code):
    """Offset → what it does, of the opcodes of ``code`` that touch what other threads may see."""
    if code not in _places:
        _places[code] = dict(_shared(code))
    return _places[code]


def _shared(code):
    before = ""
    for instruction in dis.get_instructions(code):
        name = instruction.opname
        if name in ("CACHE", "PRECALL", "EXTENDED_ARG"):
            continue
        comprehension = name.startswith("CALL") and before == "GET_ITER"
        method = name == "LOAD_ATTR" and _loads_method(instruction)
        if name.startswith(SHARED) and not (name.startswith(PRIVATE) or comprehension or method):
            yield instruction.offset, _said(name, instruction.argval)
        before = name


def _loads_method(instruction):
    """From 3.12 on, LOAD_METHOD is a LOAD_ATTR with its lowest bit set."""
    return sys.version_info >= (3, 12) and bool((instruction.arg or 0) & 1)


def _said(name, of):
    """``opcode: reads value``."""
    verb = next((verb for start, verb in VERBS.items() if name.startswith(start)), None)
    if verb is None:
        return "opcode"
    return f"opcode: {verb} {of}" if isinstance(of, str) else f"opcode: {verb} […]"


def _opcodes(code):
    """The trace function of frames of this code; what it asks at each opcode is worked out here."""
    shared, point = places(code), scheduler.point

    def local(frame, event, arg):
        if event == "opcode" and frame.f_lasti in shared:
            point(shared[frame.f_lasti])
        return local

    return local


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
    makers = {"lines": _each_line, "opcodes": _each_opcode, "count": _count_lines}
    threads.tracer = makers[kind]() if kind in makers else None


def _each_line():
    return lambda frame, event, arg: _lines if known[frame.f_code.co_filename] else None


def _count_lines():
    local = Counter().local
    return lambda frame, event, arg: local if known[frame.f_code.co_filename] else None


def _each_opcode():
    locals_ = {}

    def calls(frame, event, arg):
        code = frame.f_code
        if not known[code.co_filename]:
            return None
        local = locals_.get(code)
        if local is None:
            local = locals_[code] = _opcodes(code)
        frame.f_trace, frame.f_trace_lines = local, False
        frame.f_trace_opcodes = True  # Python 3.13 looks at f_trace when it is told of opcodes
        return local

    _ask_for_opcodes()
    return calls


def _ask_for_opcodes():
    """Python 3.12 gives opcodes only to what is traced after a first frame has asked for them."""

    def calls(frame, event, arg):
        frame.f_trace_opcodes = True
        return calls

    sys.settrace(calls)
    (lambda: None)()  # noqa: PLC3002 (any call will do: it warms the tracer up)
    sys.settrace(None)
