"""Tells from a thread's frames where the thread is: which call of the user's code the thread is in.

A thread that waits inside of C, as in `time.sleep` or a lock, has the waiting call as its current instruction:
the source of that call is the best label there is.
"""

from __future__ import annotations

import dis
import linecache
import time
from functools import lru_cache
from itertools import islice
from pathlib import Path
from types import CodeType, FrameType
from typing import NamedTuple

from grader.recording.jobs import label
from grader.source_files import PACKAGE, is_user

FAKES = f"{PACKAGE}fakes.py"
"""Sleeps while a fake is called; the fake says so itself."""
DRIVE = f"{PACKAGE}drive.py"
"""Calls the recorded function, coroutine or generator."""
BLOCKING = (
    "threading.py",
    "queue.py",
    "selectors.py",
    "socket.py",
    "ssl.py",
    "subprocess.py",
    "connection.py",
)
"""Modules in which a call that uses no processor time is waiting, not merely ready to go on."""
EVENT_LOOP = "event loop"
"""The label of a thread whose event loop has nothing to do."""
SLEEPS = ("time.sleep(", "sleep(")
"""Calls in the user's own code that sleep."""
WAITS = (
    *(".acquire(", ".get(", ".put(", ".recv", ".read", ".accept(", ".join(", ".wait(", ".result("),
    *("input(", "select("),
)
"""Calls in the user's own code that may wait in C."""
COMPUTES = ("BINARY_OP", "COMPARE_OP", "LOAD_FAST", "LOAD_CONST", "STORE_FAST", "RETURN_", "RESUME")
"""Beginnings of the names of instructions that call nothing."""
PLAIN = {"_worker": "no job", "_chain_from_iterable_of_lists": "Executor.map"}
"""Names that users do not know, in words that they do."""


class Site(NamedTuple):
    """What a thread does if it uses no processor time; `surely` if the thread can only be waiting."""

    state: str
    label: str
    where: str | None
    surely: bool


NOWHERE = Site("waiting", "", None, False)


def site(frame: FrameType) -> Site:
    """Return the site of the thread whose innermost frame this is."""
    top: FrameType = frame
    outermost: FrameType | None = None
    current: FrameType | None = frame
    while current is not None and not is_user(current.f_code.co_filename):
        outermost, current = current, current.f_back
    if current is None:
        return _of_library(top, top, None)
    if outermost is None:
        return _of_user(top.f_code, top.f_lasti, place(top))
    return _of_library(top, outermost, place(current))


def _of_library(top: FrameType, outermost: FrameType, where: str | None) -> Site:
    if top.f_code.co_qualname == "Thread.run":
        return _of_thread(top)
    if outermost.f_code.co_filename == FAKES:
        return Site("sleeping", "", where, True)
    surely = Path(top.f_code.co_filename).name in BLOCKING
    if top.f_code.co_name == "select" and "selectors" in top.f_code.co_filename:
        return Site("waiting", EVENT_LOOP if _in_loop(top) else "select", where, True)
    return Site("waiting", _said(outermost.f_code.co_qualname), where, surely)


def _of_thread(frame: FrameType) -> Site:
    """Return the site of a thread whose target is a C function, such as `time.sleep` itself."""
    thread = frame.f_locals.get("self")
    target, args = getattr(thread, "_target", None), getattr(thread, "_args", ())
    state = "sleeping" if target is time.sleep else "waiting"
    return Site(state, label(target, args) if target else "Thread.run", None, True)


def _said(function: str) -> str:
    plain = function.partition(".<locals>")[0]
    return PLAIN.get(plain, plain)


def _in_loop(frame: FrameType) -> bool:
    return frame.f_back is not None and frame.f_back.f_code.co_name == "_run_once"


@lru_cache(maxsize=4096)
def _of_user(code: CodeType, instruction: int, where: str) -> Site:
    text = _source(code, instruction)
    if text.startswith(SLEEPS):
        return Site("sleeping", text.removeprefix("time."), where, True)
    if _is_with(code, instruction):
        return Site("waiting", f"with {text.removeprefix('with ').partition(':')[0]}", where, True)
    if _computes(code, instruction):
        return Site("ready", text, where, False)
    return Site("waiting", text, where, any(call in text for call in WAITS))


def _computes(code: CodeType, instruction: int) -> bool:
    """Return True at an instruction that calls nothing: there a thread cannot wait, only be ready."""
    return dis.opname[code.co_code[instruction]].startswith(COMPUTES)


def _is_with(code: CodeType, instruction: int) -> bool:
    """Return True where a `with` is entered: of a lock, that is where a thread waits."""
    return dis.opname[code.co_code[instruction]] in ("BEFORE_WITH", "LOAD_SPECIAL")


def _source(code: CodeType, instruction: int) -> str:
    """Return the source of the expression that is being evaluated, or of its line if it has several."""
    line, last, start, end = next(islice(code.co_positions(), instruction // 2, None), (None,) * 4)
    text = linecache.getline(code.co_filename, line or 0)
    if text and line == last:
        text = text.encode()[start:end].decode(errors="replace")
    return text.strip()


def place(frame: FrameType) -> str:
    """Return `line 7` of a cell, `answer.py:7` of a file."""
    return _place(frame.f_code.co_filename, frame.f_lineno)


@lru_cache(maxsize=4096)
def _place(file: str, line: int) -> str:
    in_cell = file.startswith("<") or "ipykernel_" in file
    return f"line {line}" if in_cell else f"{Path(file).name}:{line}"
