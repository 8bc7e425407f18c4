"""Which steps of coroutines held their event loop, on the real clock.

A step lasts as long as its thread computes or waits in it; how long the machine had no processor
for the thread, or for the process that it waits for, is the machine's fault.  Where the kernel
does not tell, it is the time on the clock.
"""

import os
import threading
import time
from asyncio import events
from collections.abc import Callable
from contextlib import contextmanager, suppress

from grader.attempt.kin import SECOND, Pace

LONG = 50_000_000  # nanoseconds: correct steps need 6–10 ms at most
UNSEEN = 100_000_000  # … that may have passed since the pace was looked at


@contextmanager
def noted(held: Callable, pace: Pace):
    """Call ``held(nanoseconds, what)`` for every step that lasts long while the block runs."""
    original, accounts = events.Handle._run, Accounts()

    def _run(handle):
        start, starved, passed = time.monotonic_ns(), accounts.starved(), pace.elapsed
        try:
            return original(handle)
        finally:
            lasted = time.monotonic_ns() - start
            if lasted > LONG and (lasted := lasted - accounts.starved() + starved) > LONG:
                fair = int((pace.elapsed - passed) * SECOND) + UNSEEN
                held(min(lasted, fair), _what(handle))

    events.Handle._run = _run
    try:
        yield
    finally:
        events.Handle._run = original


def _what(handle) -> str:
    """The coroutine whose step it was, or the function that was called back."""
    task = getattr(handle._callback, "__self__", None)
    coroutine = task.get_coro() if hasattr(task, "get_coro") else handle._callback
    return getattr(coroutine, "__qualname__", repr(coroutine)).rpartition("<locals>.")[2]


class Accounts(threading.local):
    """The kernel's account of the thread that asks."""

    def __init__(self):
        self.file = None
        with suppress(OSError):
            self.file = os.open("/proc/thread-self/schedstat", os.O_RDONLY)

    def starved(self) -> int:
        """Nanoseconds that the thread has ever been ready without a processor."""
        return 0 if self.file is None else int(os.pread(self.file, 80, 0).split()[1])

    def __del__(self):
        if self.file is not None:
            os.close(self.file)
