"""Scheduling points before the opcodes that touch what threads may share.

Up to Python 3.11 each opcode of user code is traced, and most of them are let pass.  From 3.12 on
the interpreter itself is told where to ask (``sys.monitoring``): nothing else costs anything.

Scheduling points inside the user's own code: before each line, or before each opcode that
reads or writes what threads may share.

Points before shared reads, writes and calls only: the same places on every Python version
(up to small differences of the compiler), and few enough to explore.
"""

import dis
import sys

from grader.simulation import scheduling_points, threads
from grader.simulation.scheduler import scheduler
from grader.source_files import known


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
    scheduling_points.enabled = kind not in ("lines", "opcodes")
    stop_monitoring()
    threads.tracer = None
    if kind == "lines":
        threads.tracer = _in_user_code(_lines)
    elif kind == "count":
        threads.tracer = _in_user_code(Counter().local)
    elif kind == "opcodes" and sys.version_info >= (3, 12):
        monitor()
    elif kind == "opcodes":
        threads.tracer = tracer()


def _in_user_code(local):
    return lambda frame, event, arg: local if known[frame.f_code.co_filename] else None


SHARED = ("LOAD_ATTR", "STORE_", "DELETE_", "BINARY_SUBSCR", "CALL", "FOR_ITER")
PRIVATE = ("STORE_FAST", "DELETE_FAST", "CALL_INTRINSIC", "STORE_NAME")
VERBS = {"LOAD": "reads", "BINARY_SUBSCR": "reads", "STORE": "writes", "DELETE": "deletes"}
IMPLYING = ("GET_ITER", "LOAD_SPECIAL")  # calls of a comprehension, and of `with` from 3.14 on
TOOL = 4  # of sys.monitoring's six the first that has no use of its own
_places = {}


def places(code):
    """Offset → what it does, of the opcodes of ``code`` that touch what other threads may see."""
    if code not in _places:
        _places[code] = dict(_shared(code))
    return _places[code]


def _shared(code):
    before = ""
    for instruction in dis.get_instructions(code):
        name = _name(instruction)
        if name in ("CACHE", "PRECALL", "EXTENDED_ARG"):
            continue
        implied = name.startswith("CALL") and before in IMPLYING
        method = name == "LOAD_ATTR" and _loads_method(instruction)
        if name.startswith(SHARED) and not (name.startswith(PRIVATE) or implied or method):
            yield instruction.offset, _said(name, instruction.argval)
        before = name


def _name(instruction):
    """From 3.14 on, BINARY_SUBSCR is a BINARY_OP."""
    return "BINARY_SUBSCR" if instruction.argrepr == "[]" else instruction.opname


def _loads_method(instruction):
    """From 3.12 on, LOAD_METHOD is a LOAD_ATTR with its lowest bit set."""
    return sys.version_info >= (3, 12) and bool((instruction.arg or 0) & 1)


def _said(name, of):
    """``opcode: reads value``."""
    verb = next((verb for start, verb in VERBS.items() if name.startswith(start)), None)
    if verb is None:
        return "opcode"
    return f"opcode: {verb} {of}" if isinstance(of, str) else f"opcode: {verb} […]"


def tracer():
    """A trace function for every thread, up to 3.11."""
    made = {}

    def calls(frame, event, arg):
        code = frame.f_code
        if not known[code.co_filename]:
            return None
        local = made.get(code)
        if local is None:
            local = made[code] = _local(places(code))
        frame.f_trace_lines, frame.f_trace_opcodes = False, True
        return local

    return calls


def _local(shared):
    point = scheduler.point

    def local(frame, event, arg):
        if event == "opcode" and frame.f_lasti in shared:
            point(shared[frame.f_lasti])
        return local

    return local


def monitor():
    """Let the interpreter ask, from 3.12 on: in each code of the user's, once it is first called."""
    events, known_places = sys.monitoring.events, {}

    def start(code, _offset):
        if known[code.co_filename]:
            known_places[id(code)] = code, places(code)  # the code, too, or its id may be another's
            sys.monitoring.set_local_events(TOOL, code, events.INSTRUCTION)
        return sys.monitoring.DISABLE

    def instruction(code, offset):
        what = known_places[id(code)][1].get(offset)
        if what is None:
            return sys.monitoring.DISABLE
        return scheduler.point(what)

    sys.monitoring.use_tool_id(TOOL, "grader")
    sys.monitoring.register_callback(TOOL, events.PY_START, start)
    sys.monitoring.register_callback(TOOL, events.INSTRUCTION, instruction)
    sys.monitoring.set_events(TOOL, events.PY_START)


def stop_monitoring():
    """Ask no more."""
    if sys.version_info >= (3, 12) and sys.monitoring.get_tool(TOOL):
        sys.monitoring.set_events(TOOL, 0)
        for event in ("PY_START", "INSTRUCTION"):
            sys.monitoring.register_callback(TOOL, getattr(sys.monitoring.events, event), None)
        sys.monitoring.free_tool_id(TOOL)
        sys.monitoring.restart_events()
