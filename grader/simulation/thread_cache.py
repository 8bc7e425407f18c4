"""The OS threads that carry simulated ones, used again from world to world.

Starting a thread costs as much as eight hand-overs.  A carrier whose thread has ended waits, until
the next world, for another one, and has forgotten what the last one left in its OS thread: what is
in a ``threading.local`` goes where a thread's own end would let it go, context variables live in a
context made for each.  Within a world no carrier is used twice, and worlds use them in one order:
identifiers are as distinct, and the same in each run.
"""

import sys
from _contextvars import Context

from grader.simulation.originals import real

MOST_WAITING = 64  # that wait for the next world; others end with their thread
SMALL = 2**20  # bytes of stack of those beyond them: a thousand threads must fit into an attempt


class Carrier:
    """An OS thread, with the baton that lets it run."""

    __slots__ = ("baton", "ident", "job", "thread")

    def __init__(self, reusable):
        self.baton = real.allocate_lock()
        self.baton.acquire()
        self.rest()
        self.ident = start(self._carry if reusable else self._once)

    def rest(self):
        """It carries nobody."""
        self.thread, self.job = None, lambda: None

    def _carry(self):
        while True:
            self.baton.acquire()
            Context().run(self.job)

    def _once(self):
        self.baton.acquire()
        self.job()


def start(function):
    """Start an OS thread; its stack is small when many have been started, here or before a fork."""
    Carriers.made += 1
    if Carriers.made <= MOST_WAITING or real.stack_size():  # … unless the user has chosen one
        return real.start_new_thread(function, ())
    real.stack_size(SMALL)
    try:
        return real.start_new_thread(function, ())
    finally:
        real.stack_size(0)


class Carriers:
    """Those of this process: some carry a thread of the world that is played, others wait."""

    made = 0  # OS threads in all

    def __init__(self):
        self.all, self.used = [], 0

    def rewind(self):
        """A new world: whoever carries no thread that still waits is free again."""
        self.all = [each for each in self.all if each.thread is None or each.thread.done]
        self.used = 0
        for each in self.all:
            each.rest()

    def put(self, thread, job):
        """Let a carrier do ``job`` for a thread, once its baton is released."""
        if self.used < len(self.all):
            carrier = self.all[self.used]
        else:
            carrier = Carrier(reusable := forget_locals is not None and self.used < MOST_WAITING)
            if reusable:
                self.all.append(carrier)
        self.used += 1
        carrier.thread, carrier.job = thread, job
        thread.baton, thread.ident = carrier.baton, carrier.ident

    def forget(self):
        """In a fork, where none of them is."""
        self.__init__()


def leave_nothing_behind():
    """Called by a thread at its end: what a thread's end would do to its OS thread's state."""
    if forget_locals is not None:
        forget_locals()
    sys.setprofile(None)


carriers = Carriers()
# Empties every ``threading.local`` of the calling OS thread, where that can be done.
forget_locals = None


def install():
    """Use OS threads again from now on; not sooner, as Python 3.14's ctypes imports threading."""
    global forget_locals  # noqa: PLW0603 (a process can, or cannot)
    try:
        from ctypes import c_void_p, pythonapi

        state, clear = pythonapi.PyThreadState_GetDict, pythonapi.PyDict_Clear
    except (ImportError, AttributeError):  # a Python without ctypes: each thread gets an OS thread
        return
    state.restype, clear.argtypes, clear.restype = c_void_p, [c_void_p], None
    forget_locals = lambda: clear(state())  # noqa: E731
