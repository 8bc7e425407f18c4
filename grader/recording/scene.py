"""What fakes and drivers say while a recording is on (see `grader.observer`), noted in its lanes."""

from __future__ import annotations

from typing import Any

from grader.recording.facts import Facts, now, recording
from grader.trace.model import Mark, Span


class Scene:
    """The recording as fakes see it."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.events: list[list[Any]] = []
        self.logged: list[list[Any]] = []
        self.yields: list[list[Any]] = []
        self._open: dict[tuple[int, str], int] = {}

    def called(self, label: str) -> None:
        """A fake call begins."""
        if recording() is not self.facts:  # a server that was there before: none of our threads
            return
        self._open[id(self.facts.actor()), label] = now()
        self._note("call", label)

    def returned(self, label: str, how: str) -> None:
        """A fake call ends: `how` is "ok", "error" or "cancelled"."""
        if recording() is not self.facts:
            return
        lane = self.facts.actor()
        start = self._open.pop((id(lane), label), now())
        lane.spans.append(Span(start, now(), "call", label))
        if how != "ok":
            lane.marks.append(Mark(now(), "error", f"{label} {how}"))
        self._note("called", [label, how])

    def log(self, value: Any) -> None:
        """A driver notes something."""
        self.logged.append([self.now_ns(), self._number(), value])
        self._mark("log", value)

    def yielded(self, item: Any) -> None:
        """A consumer gets an item."""
        self.yields.append([self.now_ns(), item])
        self._mark("yield", item)

    def now_ns(self) -> int:
        """Nanoseconds since the recording began."""
        return now() - self.facts.zero

    def _note(self, kind: str, what: Any) -> None:
        self.events.append([self.now_ns(), self._number(), kind, what, None])

    def _number(self) -> int:
        return self.facts.lanes.index(self.facts.actor())

    def _mark(self, kind: str, value: Any) -> None:
        self.facts.actor().marks.append(Mark(now(), kind, str(value)[:40]))
