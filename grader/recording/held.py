"""Tells which steps of coroutines have held their event loop.

A step lasts as long as its thread computes or waits in the step.  How long the machine had no processor for the
thread, or for the process that the thread waits for, is the machine's fault.  A recording that has an `OwnTime`
does not count that time.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple

from grader.units import BLOCKED_LOOP, MILLISECOND, SECOND

UNSEEN = 100 * MILLISECOND
"""Time that may have passed since the run's own time was brought up to date."""


class Accounts(threading.local):
    """The kernel's account of the calling thread, on Linux."""

    def __init__(self) -> None:
        self.file: int | None = None
        with suppress(OSError):
            self.file = os.open("/proc/thread-self/schedstat", os.O_RDONLY)

    def starved(self) -> int:
        """Return the nanoseconds for which the thread has ever been ready without a processor."""
        return 0 if self.file is None else int(os.pread(self.file, 80, 0).split()[1])

    def __del__(self) -> None:
        if self.file is not None:
            os.close(self.file)


class OwnTime:
    """Time without that in which the machine was busy with others.

    ``elapsed()`` gives the seconds of the whole run's own time.  An account belongs to a thread of one process:
    make an `OwnTime` in the process whose steps are measured, never before a fork.
    """

    def __init__(self, elapsed: Callable[[], float]) -> None:
        self.elapsed, self.accounts = elapsed, Accounts()

    def begin(self) -> Begun:
        """Return the beginning of a step that begins now."""
        return Begun(self.accounts.starved(), self.elapsed())

    def part_of(self, lasted: int, begun: Begun) -> int:
        """Return the part that is the run's own of the nanoseconds for which a step has lasted that ends now."""
        fair = int((self.elapsed() - begun.elapsed) * SECOND) + UNSEEN
        return min(lasted - self.accounts.starved() + begun.starved, fair)


class Begun(NamedTuple):
    """The beginning of a step: nanoseconds in the thread's account, seconds in the run's own time."""

    starved: int
    elapsed: float


def held(lasted: int, own_time: OwnTime | None, begun: Begun | None) -> int:
    """Return the nanoseconds for which a step has held its loop that has lasted so long; 0 if that was not long."""
    if lasted > BLOCKED_LOOP and own_time is not None and begun is not None:
        lasted = own_time.part_of(lasted, begun)
    return lasted if lasted > BLOCKED_LOOP else 0


def doer(handle: asyncio.Handle) -> str:
    """Return the name of the coroutine whose step a handle has taken, or of the function called back."""
    callback: Any = handle._callback  # type: ignore[attr-defined]
    task: Any = getattr(callback, "__self__", None)
    coroutine = task.get_coro() if hasattr(task, "get_coro") else callback
    return str(getattr(coroutine, "__qualname__", repr(coroutine))).rpartition("<locals>.")[2]
