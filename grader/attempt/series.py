"""Attempts on one answer that follow each other in the same child.

A fork of the warm parent and its end cost several times what most runs do.  So within
``with series():`` a child that has shown that a run changes nothing (it has run the same twice, alike,
and nothing of it is left) does the next attempt on the same submission, too.  Whatever else a run does,
the next one gets a child of its own: no verdict depends on who went before.  So does a call of the
judge's own, such as that of a reference: no process in which a submission has run may answer for it.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

LITTLE = 0.1  # of its time may have passed when a child is given more to do
_of_thread = threading.local()


@contextmanager
def series() -> Iterator[None]:
    """Let this thread's attempts follow each other in a child while the block lasts."""
    before, _of_thread.waiting = _waiting(), {}
    try:
        yield
    finally:
        for line in _waiting().values():
            line.close()
        _of_thread.waiting = before


def _waiting() -> dict | None:
    return getattr(_of_thread, "waiting", None)


def running() -> bool:
    """Whether this thread is in a series."""
    return _waiting() is not None


def keep(kind: Any, line: Any) -> None:
    """The child behind this line waits for the next attempt of its kind."""
    waiting = _waiting()
    if waiting is None or kind in waiting:
        line.close()
    else:
        waiting[kind] = line


def take(kind: Any, wall: float) -> Any:
    """The line to a child that waits for an attempt of this kind, if it is still fit for it."""
    line = (_waiting() or {}).pop(kind, None)
    if line is not None and not _fit(line, wall):
        line.close()
        return None
    return line


def _fit(line: Any, wall: float) -> bool:
    """Whether the child is still there, and nearly all of its wall time as well."""
    return line.alive() and time.monotonic() - line.began < wall * LITTLE
