"""Start and stop a recording.  Whatever happens, everything that was replaced is put back.

What recorded code prints is shown as always, and noted with its moment and lane.  What fakes and drivers tell
the observer (see `grader.observer`) is noted in the lanes, too.
"""

from __future__ import annotations

import reprlib
import sys
from functools import cached_property
from types import TracebackType
from typing import Any, TextIO

from grader.recording import tasks, threads
from grader.recording.assemble import assemble
from grader.recording.facts import RECORDING, Active, Facts, Patches, current_task, now, recording
from grader.recording.jobs import LONGEST
from grader.recording.processes import Processes
from grader.recording.sampling import Sampler, SamplingThread
from grader.trace.model import Span, Trace


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


MOST_PRINTED = 1_000_000
"""Texts that are kept of what recorded code prints."""


class Tee:
    """Stands in for `sys.stdout`; everything but `write` is the stream's own."""

    def __init__(self, stream: TextIO, facts: Facts) -> None:
        self._stream, self._facts = stream, facts

    def write(self, text: str) -> int:
        """Write the text, and note the text if recorded code writes it."""
        if recording() is self._facts and len(self._facts.output) < MOST_PRINTED:
            self._facts.output.append(text)
            self._mark(text.strip())
        return self._stream.write(text)

    def _mark(self, text: str) -> None:
        if text:
            line = text.partition("\n")[0][: 2 * LONGEST]
            self._facts.add_mark(self._facts.actor(), "print", line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class Capture:
    """Puts a `Tee` in the place of `sys.stdout` for a while."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def start(self) -> None:
        """Note from now on what is printed."""
        self.before = sys.stdout
        self.tee: Any = Tee(self.before, self.facts)
        sys.stdout = self.tee

    def stop(self) -> None:
        """Put the stream back, unless other code has replaced `sys.stdout` since."""
        if sys.stdout is self.tee:
            sys.stdout = self.before


class Recorder:
    """`with Recorder() as recorder: …`, then `recorder.trace`.

    With ``whole=True`` all code of the process is recorded; then no thread of ours looks at the others:
    the caller has one that calls ``recorder.sampler.look()``.
    """

    def __init__(self, *, whole: bool = False) -> None:
        if Active.facts is not None:
            message = "a recording is already under way; end it before you begin another"
            raise RuntimeError(message)
        self.facts, self.patches = Facts(whole=whole), Patches()
        self.processes, self.sampler = Processes(self.facts), Sampler(self.facts)
        self.sampling = None if whole else SamplingThread(self.sampler)
        self.capture = Capture(self.facts)

    def start(self) -> None:
        """Record from here on what this thread, or this task, does and starts."""
        self.facts.begin()
        self.sampler.look()
        if self.sampling is not None:
            self.sampling.start()
        for part in (threads, tasks, self.processes):
            part.install(self.patches)
        self.capture.start()
        RECORDING.set(self.facts)
        Active.facts = self.facts
        self._begin_cell()
        self.facts.zero = now()

    def _begin_cell(self) -> None:
        """Give a lane to a task that is already under way, as in a cell with `await`."""
        task = self.facts.cell = current_task()
        if task is not None:
            self.facts.tasks[task] = self.facts.lane(tasks.CELL, "task", self.facts.main)

    def _end_cell(self) -> None:
        """Hide the lane of a cell that has never waited: such a cell is just the main thread."""
        if self.facts.cell is not None:
            self.facts.tasks[self.facts.cell].hidden = True

    def stop(self) -> None:
        """Put everything back."""
        self.facts.finish()
        self._end_cell()
        Active.facts = None
        RECORDING.set(None)
        self.capture.stop()
        self.patches.restore()
        if self.sampling is not None:
            self.sampling.stop()
        self.sampler.look()
        self.facts.end_thread()
        self.processes.collect()

    def end(self) -> None:
        """Stop, if that has not been done."""
        if Active.facts is self.facts:
            self.stop()

    @cached_property
    def trace(self) -> Trace:
        """The trace of what was recorded."""
        return assemble(self.facts)

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
