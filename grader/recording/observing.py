"""What fakes and drivers tell while a recording is under way (see `grader.observer`), noted in its lanes."""

from __future__ import annotations

import reprlib
from typing import Any

from grader.recording.facts import Facts, now, recording
from grader.recording.jobs import LONGEST
from grader.trace.model import Span


class Observer:
    """Notes calls of fakes, values that drivers log, and items that consumers get."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._open: dict[tuple[int, str], int] = {}

    def called(self, label: str) -> None:
        """Note that a call of a fake begins."""
        if recording() is self.facts:  # not in a server's thread that is older than the recording
            lane = self.facts.actor()
            self._open[lane.number, label] = now()
            self.facts.add_event(lane, "call", label)

    def returned(self, label: str, how: Any) -> None:
        """Note that a call of a fake ends: `how` is "ok", "error", "cancelled" or a server's reason."""
        if recording() is not self.facts:
            return
        lane = self.facts.actor()
        start = self._open.pop((lane.number, label), now())
        self.facts.add_span(lane, Span(start, now(), "call", label))
        if how != "ok":
            self.facts.add_mark(lane, "error", f"{label} {how}")
        self.facts.add_event(lane, "called", label, how)

    def log(self, value: Any) -> None:
        """Note a value that a driver logs."""
        self.facts.logged.append([self.now_ns(), self.facts.actor().number, value])
        self._mark("log", value)

    def yielded(self, item: Any) -> None:
        """Note an item that a consumer gets."""
        self.facts.yields.append([self.now_ns(), item])
        self._mark("yield", item)

    def now_ns(self) -> int:
        """Return the nanoseconds since the recorded call began."""
        return now() - self.facts.zero

    def _mark(self, kind: str, value: Any) -> None:
        self.facts.add_mark(self.facts.actor(), kind, _words(value))


def _words(value: Any) -> str:
    """Return a value in a few letters, whatever the value does when asked for them."""
    try:
        return str(value if type(value) is str else reprlib.repr(value))[:LONGEST]
    except Exception:  # noqa: BLE001 - the recorded code's own method
        return type(value).__name__
