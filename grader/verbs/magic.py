"""The magic `%%timeline` records a cell and draws the timeline.

The cell runs like any other, so top-level `await`, the last expression and exceptions work as usual:
a transformer removes only the first line, and IPython's own events begin and end the recording.

    %load_ext grader

    %%timeline
    await asyncio.gather(fetch("a"), fetch("b"))
"""

from __future__ import annotations

import argparse
from typing import Any

from grader.recording.recorder import Recorder
from grader.timeline import Timeline

MAGIC = "%%timeline"


class Magic:
    """A `Magic` is the extension of one shell; `trace` is the `Timeline` of the last recorded cell."""

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        self.recorder: Recorder | None = None
        self.options = argparse.Namespace()
        self.trace: Timeline | None = None

    def register(self) -> None:
        """Begin to listen to the shell's cells."""
        self.shell.input_transformers_cleanup.append(without_magic)
        self.shell.events.register("pre_run_cell", self.begin)
        self.shell.events.register("post_run_cell", self.end)

    def unregister(self) -> None:
        """Stop listening to the shell's cells."""
        self.shell.input_transformers_cleanup.remove(without_magic)
        self.shell.events.unregister("pre_run_cell", self.begin)
        self.shell.events.unregister("post_run_cell", self.end)

    def begin(self, info: Any) -> None:
        """Begin a recording if the cell starts with the magic."""
        first = (info.raw_cell or "").lstrip().partition("\n")[0]
        if first.split()[:1] == [MAGIC]:
            self.options = parse(first.removeprefix(MAGIC))
            self.recorder = Recorder()
            self.recorder.start()

    def end(self, _result: Any) -> None:
        """End the recording, if there is one, and draw its timeline below the cell's own output."""
        recorder, self.recorder = self.recorder, None
        if recorder is None:
            return
        recorder.stop()
        self.trace = Timeline.of(recorder.trace)
        self._show(self.trace)

    def _show(self, trace: Timeline) -> None:
        from IPython.display import display

        if self.options.name:
            self.shell.user_ns[self.options.name] = trace
        display(trace.draw(theme=self.options.theme, lanes=self.options.lanes))  # type: ignore[no-untyped-call]


def parse(line: str) -> argparse.Namespace:
    """Return the options of the magic's line; `-o NAME` keeps the trace in a variable."""
    parser = argparse.ArgumentParser(MAGIC, exit_on_error=False, add_help=False)
    parser.add_argument("-o", "--name", default="", help="keep the trace in this variable")
    parser.add_argument("--theme", choices=("light", "dark"), default=None)
    parser.add_argument("--lanes", type=int, default=40, help="fold what is beyond so many lanes")
    return parser.parse_args(line.split())


def without_magic(lines: list[str]) -> list[str]:
    """Return the cell with an empty line in place of the magic's line, so that line numbers agree."""
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None or lines[first].split()[:1] != [MAGIC]:
        return lines
    return [*lines[:first], "\n", *lines[first + 1 :]]


def load(shell: Any) -> Magic:
    """Return the extension of a shell, and register it at the first call; `%load_ext grader` calls this."""
    extension = getattr(shell, "_grader_timeline", None)
    if extension is None:
        extension = shell._grader_timeline = Magic(shell)
        extension.register()
    return extension
