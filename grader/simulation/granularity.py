"""Scheduling points inside the user's own code: before each line, or before shared accesses.

With "lines" each line is a point.  With "opcodes" a point comes before each opcode that reads,
writes or calls what threads may share: the same places on every Python version (up to small
differences of the compiler), and few enough to explore.  "count" offers no point but counts lines,
to find a spin that asks nothing.

Up to Python 3.11 each opcode of user code is traced, and most of them are let pass.  From 3.12 on
the interpreter itself is told where to ask (``sys.monitoring``): nothing else costs anything.
"""

from __future__ import annotations

import dis
import sys
from collections.abc import Callable, Iterator
from types import CodeType, FrameType
from typing import Any

from grader.simulation import scheduling_points, threads
from grader.simulation.scheduler import scheduler
from grader.source_files import user_files

SHARED = ("LOAD_ATTR", "STORE_", "DELETE_", "BINARY_SUBSCR", "CALL", "FOR_ITER")
"""Opcodes that touch what threads may share …"""
PRIVATE = ("STORE_FAST", "DELETE_FAST", "CALL_INTRINSIC", "STORE_NAME")
"""… except these."""
VERBS = {"LOAD": "reads", "BINARY_SUBSCR": "reads", "STORE": "writes", "DELETE": "deletes"}
IMPLYING = ("GET_ITER", "LOAD_SPECIAL")
"""Opcodes before a call that is not in the source: of a comprehension; of ``with`` from 3.14 on."""
TOOL = 4
"""The first of ``sys.monitoring``'s six tools that has no use of its own."""

Tracer = Callable[[FrameType, str, Any], Any]
_places: dict[CodeType, dict[int, str]] = {}


class LineCounter:
    """Counts lines run without a scheduling step: a spin that asks nothing (``while not flag``)."""

    MANY = 20_000

    def __init__(self) -> None:
        self.lines, self.steps = 0, -1

    def trace(self, frame: FrameType, event: str, arg: Any) -> Tracer:
        """Count a line; the trace function of a frame of user code."""
        if event == "line":
            if scheduler.steps != self.steps:
                self.steps, self.lines = scheduler.steps, 0
            self.lines += 1
            if self.lines > self.MANY:
                self.lines = 0
                scheduler.give_way(f"the line {frame.f_lineno}")
        return self.trace


def watch(kind: str | None) -> None:
    """Watch user code in every thread that starts from now on; None: no more.

    ``kind`` is "lines", "opcodes", "count", or anything else for no points inside user code.
    """
    scheduling_points.offer_thread_starts(kind not in ("lines", "opcodes"))
    _stop_monitoring()
    tracer: Tracer | None = None
    if kind == "lines":
        tracer = _in_user_code(_trace_lines)
    elif kind == "count":
        tracer = _in_user_code(LineCounter().trace)
    elif kind == "opcodes" and sys.version_info >= (3, 12):
        _monitor()
    elif kind == "opcodes":
        tracer = _opcode_tracer()
    threads.trace_with(tracer)


def shared_accesses(code: CodeType) -> dict[int, str]:
    """Return offset → what it does, for the opcodes of ``code`` that touch what threads may share."""
    if code not in _places:
        _places[code] = dict(_shared(code))
    return _places[code]


def _in_user_code(local: Tracer) -> Tracer:
    return lambda frame, event, arg: local if user_files[frame.f_code.co_filename] else None


def _trace_lines(frame: FrameType, event: str, arg: Any) -> Tracer:
    if event == "line":
        scheduler.point("line")
    return _trace_lines


# -- which opcodes ---------------------------------------------------------------------------


def _shared(code: CodeType) -> Iterator[tuple[int, str]]:
    before = ""
    for instruction in dis.get_instructions(code):
        name = _name(instruction)
        if name in ("CACHE", "PRECALL", "EXTENDED_ARG"):
            continue
        implied = name.startswith("CALL") and before in IMPLYING
        method = name == "LOAD_ATTR" and _loads_method(instruction)
        if name.startswith(SHARED) and not (name.startswith(PRIVATE) or implied or method):
            yield instruction.offset, _description(name, instruction.argval)
        before = name


def _name(instruction: dis.Instruction) -> str:
    """Return the opcode's name; from 3.14 on, BINARY_SUBSCR is a BINARY_OP."""
    return "BINARY_SUBSCR" if instruction.argrepr == "[]" else instruction.opname


def _loads_method(instruction: dis.Instruction) -> bool:
    """Return True for a LOAD_METHOD, which from 3.12 on is a LOAD_ATTR with its lowest bit set."""
    return sys.version_info >= (3, 12) and bool((instruction.arg or 0) & 1)


def _description(name: str, of: Any) -> str:
    """Return what an opcode does, such as ``opcode: reads value``."""
    verb = next((verb for start, verb in VERBS.items() if name.startswith(start)), None)
    if verb is None:
        return "opcode"
    return f"opcode: {verb} {of}" if isinstance(of, str) else f"opcode: {verb} […]"


# -- up to Python 3.11 -----------------------------------------------------------------------


def _opcode_tracer() -> Tracer:
    """Return a trace function for every thread."""
    made: dict[CodeType, Tracer] = {}

    def calls(frame: FrameType, event: str, arg: Any) -> Tracer | None:
        code = frame.f_code
        if not user_files[code.co_filename]:
            return None
        local = made.get(code)
        if local is None:
            local = made[code] = _trace_opcodes(shared_accesses(code))
        frame.f_trace_lines, frame.f_trace_opcodes = False, True
        return local

    return calls


def _trace_opcodes(shared: dict[int, str]) -> Tracer:
    point = scheduler.point

    def local(frame: FrameType, event: str, arg: Any) -> Tracer:
        if event == "opcode" and frame.f_lasti in shared:
            point(shared[frame.f_lasti])
        return local

    return local


# -- from Python 3.12 on ---------------------------------------------------------------------


def _monitor() -> None:
    """Let the interpreter ask in each code of the user's, once that is first called."""
    if sys.version_info < (3, 12):
        return
    events = sys.monitoring.events
    accesses: dict[int, tuple[CodeType, dict[int, str]]] = {}

    def start(code: CodeType, _offset: int) -> Any:
        if user_files[code.co_filename]:
            # The code is kept, too: otherwise its id could become another's.
            accesses[id(code)] = code, shared_accesses(code)
            sys.monitoring.set_local_events(TOOL, code, events.INSTRUCTION)
        return sys.monitoring.DISABLE

    def instruction(code: CodeType, offset: int) -> Any:
        what = accesses[id(code)][1].get(offset)
        if what is None:
            return sys.monitoring.DISABLE
        return scheduler.point(what)

    sys.monitoring.use_tool_id(TOOL, "grader")
    sys.monitoring.register_callback(TOOL, events.PY_START, start)
    sys.monitoring.register_callback(TOOL, events.INSTRUCTION, instruction)
    sys.monitoring.set_events(TOOL, events.PY_START)


def _stop_monitoring() -> None:
    """Let the interpreter ask no more."""
    if sys.version_info >= (3, 12) and sys.monitoring.get_tool(TOOL):
        sys.monitoring.set_events(TOOL, 0)
        for event in ("PY_START", "INSTRUCTION"):
            sys.monitoring.register_callback(TOOL, getattr(sys.monitoring.events, event), None)
        sys.monitoring.free_tool_id(TOOL)
        sys.monitoring.restart_events()
