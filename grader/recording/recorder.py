"""Start and stop a recording. Everything that was replaced is put back, whatever happens.

What recorded code prints: shown as always, and noted with its moment and lane.
"""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any, TextIO

from grader.recording import tasks, threads
from grader.recording.assemble import assemble
from grader.recording.facts import RECORDING, Active, Facts, current_task, now, recording
from grader.recording.patches import Patches
from grader.recording.processes import Processes
from grader.recording.sampling import Sampler
from grader.timeline import Timeline
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


class Recorder:
    """`with Recorder() as recorder: …`, then `recorder.trace`."""

    def __init__(self) -> None:
        if Active.facts is not None:
            message = "a recording is already under way; end it before you begin another"
            raise RuntimeError(message)
        self.facts, self.patches = Facts(), Patches()
        self.processes, self.sampler = Processes(self.facts), Sampler(self.facts)
        self.capture = Capture(self.facts)
        self._trace: Timeline | None = None

    def start(self) -> None:
        """Record from here on what this thread, or this task, does and starts."""
        self.facts.begin()
        self.sampler.start()
        for part in (threads, tasks, self.processes):
            part.install(self.patches)
        self.capture.start()
        RECORDING.set(self.facts)
        Active.facts = self.facts
        self._begin_cell()
        self.facts.zero = now()

    def _begin_cell(self) -> None:
        """A task that is already under way, as in a cell with `await`, has a lane too."""
        task = self.facts.cell = current_task()
        if task is not None:
            self.facts.tasks[task] = self.facts.lane(tasks.CELL, "task", self.facts.main)

    def _end_cell(self) -> None:
        """A cell that never waited is just the main thread."""
        if self.facts.cell is not None:
            self.facts.tasks[self.facts.cell].hidden = True

    def stop(self) -> None:
        """Put everything back."""
        self.facts.end = now()
        self._end_cell()
        Active.facts = None
        RECORDING.set(None)
        self.capture.stop()
        self.patches.restore()
        self.sampler.stop()
        self.facts.end_thread()
        self.processes.collect()

    def end(self) -> None:
        """Stop, if that has not been done."""
        if Active.facts is self.facts:
            self.stop()

    @property
    def trace(self) -> Timeline:
        """What was recorded."""
        if self._trace is None:
            self._trace = Timeline.of(assemble(self.facts))
        return self._trace

    def __enter__(self) -> Recorder:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()
