"""Scheduling points at the operations that a user sees.

A point comes before an operation (as in Shuttle since 0.9) that user code calls, callbacks
included, and before two milestones inside a pool: a worker takes up a job, a future gets its
result.  What the library does between those offers no choice: schedules stay short, find more,
and are the same on every Python version although the library's own code is not.

A thread that runs a user's function begins with a point, too: ``start`` may return before the
function begins.  Without it a thread that calls nothing visible would always have ended when
``start`` returns, and a missing ``join`` would never be found out.  Where a function comes to a
point of its own before it can have done anything (``with lock:``), that one is enough.
"""

from __future__ import annotations

import dis
import queue
import threading
from collections.abc import Callable
from functools import wraps
from sys import _getframe
from types import CodeType
from typing import Any

from grader.simulation.scheduler import scheduler
from grader.source_files import is_user, user_files, where

OPERATIONS = {
    "threading.Event": "set wait clear is_set",
    "threading.Condition": "__enter__ wait notify",
    "threading.Semaphore": "acquire __enter__ release",
    "threading.BoundedSemaphore": "release",
    "threading.Barrier": "wait",
    "threading.Thread": "start join is_alive",
    "queue.Queue": "put get put_nowait get_nowait task_done join empty full qsize",
    "queue.SimpleQueue": "put get put_nowait get_nowait empty qsize",
    "concurrent.futures._base.Future": (
        "result exception set_result set_exception add_done_callback done running cancelled cancel"
    ),
    "concurrent.futures.thread.ThreadPoolExecutor": "submit shutdown",
    "concurrent.futures.thread._WorkItem": "run",
}
"""Class → its visible operations."""
MILESTONES = {"run", "set_result", "set_exception"}
"""Operations that are points although the library calls them."""
POLLS = {"is_set", "is_alive", "empty", "full", "qsize", "done", "running", "cancelled", "wait"}
"""Operations that may ask without waiting (``wait``, where the event is set): many are a busy wait."""
WAKES_NONE: dict[str, Callable[[Any], bool]] = {
    "notify": lambda condition: not condition._waiters,
    "clear": lambda event: event._flag,
}
"""Calls that may wake no thread: if one waits for ever later, this is why."""

HARMLESS = ("LOAD_", "STORE_FAST", "RESUME", "COPY", "MAKE_CELL", "PUSH_NULL", "NOP")
"""Opcodes at the start of a function that another thread cannot notice."""
BLOCKING = {"acquire", "wait", "get", "put", "join", "sleep", "submit"}
"""Points by their names; asyncio's of these names are coroutines, which do nothing when called."""
WITH = ("BEFORE_WITH", "LOAD_SPECIAL")
"""Opcodes that enter a ``with`` block; the latter from 3.14 on."""

_offers_starts = True
_needing_a_point: dict[CodeType, bool] = {}


def install() -> None:
    """Wrap every visible operation of the standard library's classes."""
    from importlib import import_module

    _install_thread_starts()
    for path, names in OPERATIONS.items():
        module, _, cls = path.rpartition(".")
        for name in names.split():
            _wrap(getattr(import_module(module), cls), name)


def offer_thread_starts(offered: bool) -> None:
    """Let threads begin with a point, or not where each line or opcode is one."""
    global _offers_starts  # noqa: PLW0603 (a process explores with one granularity)
    _offers_starts = offered


def _install_thread_starts() -> None:
    cls: Any = threading.Thread
    start = cls.start

    @wraps(start)
    def operation(self: Any) -> Any:
        if scheduler.explorable and _offers_starts and _needs_a_point(self):
            self.run = _starting_with_a_point(self)
        return start(self)

    cls.start = operation


def _starting_with_a_point(thread: Any) -> Callable[[], None]:
    def run() -> None:
        del thread.run
        scheduler.point("Thread.run")
        thread.run()

    return run


def _needs_a_point(thread: Any) -> bool:
    run = thread._target if type(thread).run is threading.Thread.run else type(thread).run
    code = getattr(run, "__code__", None)
    if code is None or not is_user(code.co_filename):
        return False
    if code not in _needing_a_point:
        _needing_a_point[code] = not _begins_with_a_point(code)
    return _needing_a_point[code]


def _begins_with_a_point(code: CodeType) -> bool:
    """Return True if the first thing that a function does is a visible operation."""
    for instruction in dis.get_instructions(code):
        name = instruction.opname
        if name in WITH or (
            name in ("LOAD_METHOD", "LOAD_ATTR") and instruction.argval in BLOCKING
        ):
            return True
        if not name.startswith(HARMLESS):
            return False
    return False


def _wrap(cls: Any, name: str) -> None:  # noqa: C901 (one closure for all kinds: the hot path)
    original = getattr(cls, name)
    label = f"{cls.__name__}.{'acquire' if name == '__enter__' else name}"
    milestone, polls, asked = name in MILESTONES, name in POLLS, f"{label}()"
    wakes_none, in_vain = WAKES_NONE.get(name), f"{label}, in vain"

    @wraps(original)
    def operation(self: Any, /, *args: Any, **kwargs: Any) -> Any:
        thread = scheduler.current
        frame = _getframe(1)
        if polls:
            scheduler.polled(asked, self)
        if user_files[frame.f_code.co_filename]:
            scheduler.point(label)
        elif milestone:
            scheduler.point(label)
            return original(self, *args, **kwargs)
        elif thread.op:
            return original(self, *args, **kwargs)
        else:
            frame = None  # type: ignore[assignment]
        if wakes_none is not None and wakes_none(self):
            scheduler.missed_notifications[id(self)] = where()
        outer = thread.op, thread.target, thread.frame
        thread.op, thread.target, thread.frame = label, self, frame
        try:
            result = original(self, *args, **kwargs)
            if result is False and not polls:  # a failed try counts as a poll
                scheduler.polled(in_vain, self)
            return result
        except (queue.Empty, queue.Full, TimeoutError):
            scheduler.polled(in_vain, self)
            raise
        finally:
            thread.op, thread.target, thread.frame = outer

    setattr(cls, name, operation)
