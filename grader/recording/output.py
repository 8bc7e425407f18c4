"""What recorded code prints: shown as always, and noted with its moment and lane."""

from __future__ import annotations

import sys
from typing import Any, TextIO

from grader.recording.facts import Facts, now, recording
from grader.trace.model import Mark


class Tee:
    """Stands in for `sys.stdout`; everything but `write` is the stream's own."""

    def __init__(self, stream: TextIO, facts: Facts) -> None:
        self._stream, self._facts = stream, facts

    def write(self, text: str) -> int:
        """Note the text if recorded code wrote it; write it in any case."""
        if recording() is self._facts:
            self._facts.output.append(text)
            self._mark(text.strip())
        return self._stream.write(text)

    def _mark(self, text: str) -> None:
        if text:
            self._facts.actor().marks.append(Mark(now(), "print", text.splitlines()[0]))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class Capture:
    """Puts the Tee in place of `sys.stdout` for a while."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def start(self) -> None:
        """From now on prints are noted."""
        self.before = sys.stdout
        self.tee = sys.stdout = Tee(self.before, self.facts)

    def stop(self) -> None:
        """The stream as it was, unless someone else has replaced it since."""
        if sys.stdout is self.tee:
            sys.stdout = self.before
