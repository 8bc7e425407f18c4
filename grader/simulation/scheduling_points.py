"""Scheduling points at the operations that a user sees.

A point comes before an operation (as in Shuttle since 0.9) that user code calls, callbacks
included, and before two milestones inside a pool: a worker takes up a job, a future gets its
result.  What the library does between those offers no choice: schedules stay short, find more,
and are the same on every Python version although the library's own code is not.

A thread of the user's functions begins with a scheduling point: ``start`` may return before.

Without it a thread that calls nothing visible would always have ended when ``start`` returns, and
who forgets ``join`` would never be found out.  Where a function comes to a point of its own before
it can have done anything (``with lock:``), that one will do: schedules stay short.
"""

import dis
import queue
import threading
from functools import wraps
from sys import _getframe

from grader.simulation.scheduler import scheduler
from grader.source_files import is_user, known, where

HARMLESS = ("LOAD_", "STORE_FAST", "RESUME", "COPY", "MAKE_CELL", "PUSH_NULL", "NOP")
# Points by their names; asyncio's of these names are coroutines, which do nothing when called.
BLOCKING = {"acquire", "wait", "get", "put", "join", "sleep", "submit"}
WITH = ("BEFORE_WITH", "LOAD_SPECIAL")  # the latter from 3.14 on
enabled = True  # not needed where each line or opcode is a point
_known = {}


def install_thread_beginnings():
    """Let threads begin with a point."""
    start = threading.Thread.start

    @wraps(start)
    def operation(self):
        if scheduler.explorable and enabled and _needs_a_point(self):
            self.run = _beginning(self)
        return start(self)

    threading.Thread.start = operation


def _beginning(thread):
    def begin():
        del thread.run
        scheduler.point("Thread.run")
        thread.run()

    return begin


def _needs_a_point(thread):
    run = thread._target if type(thread).run is threading.Thread.run else type(thread).run
    code = getattr(run, "__code__", None)
    if code is None or not is_user(code.co_filename):
        return False
    if code not in _known:
        _known[code] = not _comes_to_one(code)
    return _known[code]


def _comes_to_one(code):
    """Whether the first thing that a function does is a visible operation."""
    for instruction in dis.get_instructions(code):
        name = instruction.opname
        if name in WITH or (
            name in ("LOAD_METHOD", "LOAD_ATTR") and instruction.argval in BLOCKING
        ):
            return True
        if not name.startswith(HARMLESS):
            return False
    return False


# class → its visible operations; those in POLLS may ask without waiting (``wait``, where the
# event is set), so that many in a row are a busy wait.
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
MILESTONES = {"run", "set_result", "set_exception"}
UNHEARD = {  # calls that may wake nobody: if someone waits for ever later, this is why
    "notify": lambda condition: not condition._waiters,
    "clear": lambda event: event._flag,
}
POLLS = {"is_set", "is_alive", "empty", "full", "qsize", "done", "running", "cancelled", "wait"}


def install():
    """Wrap every visible operation of the standard library's classes."""
    from importlib import import_module

    install_thread_beginnings()
    for path, names in OPERATIONS.items():
        module, _, cls = path.rpartition(".")
        for name in names.split():
            _wrap(getattr(import_module(module), cls), name)


def _wrap(cls, name):  # noqa: C901 (one closure for every kind of operation: it is the hot path)
    original = getattr(cls, name)
    label = f"{cls.__name__}.{'acquire' if name == '__enter__' else name}"
    milestone, polls, asked = name in MILESTONES, name in POLLS, f"{label}()"
    unheard, in_vain = UNHEARD.get(name), f"{label}, in vain"

    @wraps(original)
    def operation(self, /, *args, **kwargs):
        thread, frame = scheduler.current, _getframe(1)
        if polls:
            scheduler.polled(asked, self)
        if known[frame.f_code.co_filename]:
            scheduler.point(label)
        elif milestone:
            scheduler.point(label)
            return original(self, *args, **kwargs)
        elif thread.op:
            return original(self, *args, **kwargs)
        else:
            frame = None
        if unheard is not None and unheard(self):
            scheduler.unheard[id(self)] = where()
        outer = thread.op, thread.target, thread.frame
        thread.op, thread.target, thread.frame = label, self, frame
        try:
            result = original(self, *args, **kwargs)
            if result is False and not polls:  # a vain try counts as a poll
                scheduler.polled(in_vain, self)
            return result
        except (queue.Empty, queue.Full, TimeoutError):
            scheduler.polled(in_vain, self)
            raise
        finally:
            thread.op, thread.target, thread.frame = outer

    setattr(cls, name, operation)
