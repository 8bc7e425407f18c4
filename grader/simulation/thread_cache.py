"""A cache of OS threads that run simulated ones, used again from world to world.

Starting an OS thread costs as much as eight hand-overs of the token.  A cached thread whose
simulated thread has ended waits, until the next world, for another one.  It has forgotten what the
last one left in its OS thread: what is in a ``threading.local`` goes where a thread's own end would
let it go, and context variables live in a context made for each.  Within a world no cached thread is
used twice, and worlds use them in one order, so identifiers are as distinct, and the same in each run.

Prior art: trio's ``_thread_cache``.
"""

from __future__ import annotations

import sys
from _contextvars import Context

from grader.simulation.originals import real

TYPE_CHECKING = False  # stands for that of `typing`, which may not be imported here
if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.simulation.thread import SimThread

MOST_CACHED = 64
"""OS threads that wait for the next world; others end with their simulated thread."""
SMALL = 2**20
"""Bytes of stack of the others: a thousand threads must fit into an attempt."""

_forget_locals: Callable[[], object] | None = None
"""Empties every ``threading.local`` of the calling OS thread; None where that cannot be done."""


class CachedThread:
    """An OS thread, with the baton that lets it run."""

    __slots__ = ("baton", "ident", "job", "thread")

    def __init__(self, reusable: bool) -> None:
        self.baton = real.allocate_lock()
        self.baton.acquire()
        self.free()
        self.ident = _start(self._run_again_and_again if reusable else self._run_once)

    def free(self) -> None:
        """Let go of the simulated thread that has ended."""
        self.thread: SimThread | None = None
        self.job: Callable[[], object] = lambda: None

    def _run_again_and_again(self) -> None:
        while True:
            self.baton.acquire()
            Context().run(self.job)

    def _run_once(self) -> None:
        self.baton.acquire()
        self.job()


class ThreadCache:
    """The cached threads of this process: some run threads of the current world, others wait."""

    made = 0  # OS threads in all, those before a fork included

    def __init__(self) -> None:
        self.all: list[CachedThread] = []
        self.used = 0

    def rewind(self) -> None:
        """Begin a new world: free the cached threads whose simulated thread has ended."""
        self.all = [each for each in self.all if each.thread is None or each.thread.done]
        self.used = 0
        for each in self.all:
            each.free()

    def put(self, thread: SimThread, job: Callable[[], object]) -> None:
        """Let an OS thread do ``job`` for a simulated one, once its baton is released."""
        if self.used < len(self.all):
            cached = self.all[self.used]
        else:
            reusable = _forget_locals is not None and self.used < MOST_CACHED
            cached = CachedThread(reusable)
            if reusable:
                self.all.append(cached)
        self.used += 1
        cached.thread, cached.job = thread, job
        thread.baton, thread.ident = cached.baton, cached.ident

    def forget(self) -> None:
        """Forget all of them, in a fork, where none of them is."""
        self.all, self.used = [], 0


thread_cache = ThreadCache()


def forget_thread_state() -> None:
    """Do to the calling OS thread's state, at its end, what the end of a real thread would do."""
    if _forget_locals is not None:
        _forget_locals()
    sys.setprofile(None)


def install() -> None:
    """Use OS threads again from now on; not sooner, as Python 3.14's ctypes imports threading."""
    global _forget_locals  # noqa: PLW0603 (a process can, or cannot)
    try:
        from ctypes import c_void_p, pythonapi

        state, clear = pythonapi.PyThreadState_GetDict, pythonapi.PyDict_Clear
    except (ImportError, AttributeError):  # a Python without ctypes: each thread gets an OS thread
        return
    state.restype, clear.argtypes, clear.restype = c_void_p, [c_void_p], None
    _forget_locals = lambda: clear(state())  # noqa: E731


def _start(function: Callable[[], object]) -> int:
    """Start an OS thread; its stack is small when many have been started, here or before a fork."""
    ThreadCache.made += 1
    if ThreadCache.made <= MOST_CACHED or real.stack_size():  # … unless the user has chosen one
        return real.start_new_thread(function, ())
    real.stack_size(SMALL)
    try:
        return real.start_new_thread(function, ())
    finally:
        real.stack_size(0)
