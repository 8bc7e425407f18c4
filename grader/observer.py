"""What observes the run that is on, so that fakes and drivers can tell it what they do.

A run, simulated or recorded, installs its own observer; ``calls``, ``log`` and ``now`` speak to the
one that is installed.  Without a run they do nothing but let time pass.
"""

from __future__ import annotations

import time
from typing import Any, Protocol


class Observer(Protocol):
    """What a run is told by fakes and drivers."""

    def called(self, label: str) -> None:
        """A fake call begins."""

    def returned(self, label: str, how: Any) -> None:
        """A fake call ends: ``how`` is "ok", "error" or "cancelled", or a server's reason."""

    def log(self, value: Any) -> None:
        """A driver notes a value."""

    def yielded(self, item: Any) -> None:
        """A consumer gets an item."""

    def now_ns(self) -> int:
        """Return the nanoseconds since the run began."""


class NoRun:
    """The observer without a run: it shows the real clock and keeps nothing."""

    def __init__(self) -> None:
        self.start = time.monotonic_ns()

    def called(self, label: str) -> None:
        """Ignore a fake call."""

    def returned(self, label: str, how: Any) -> None:
        """Ignore the end of a fake call."""

    def log(self, value: Any) -> None:
        """Ignore a note."""

    def yielded(self, item: Any) -> None:
        """Ignore an item."""

    def now_ns(self) -> int:
        """Return the nanoseconds since this module was loaded."""
        return time.monotonic_ns() - self.start


recorder: Observer = NoRun()


def install(run: Observer) -> Observer:
    """Let a run observe fakes and drivers from now on; return the observer before it."""
    global recorder
    before, recorder = recorder, run
    return before
