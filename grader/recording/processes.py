"""Follows worker processes: those of pools and single ones, however they are started (fork, spawn, forkserver)."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import partial
from multiprocessing import pool as multiprocessing_pool
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from grader.recording.facts import Facts, LaneFacts, Patches, recording
from grader.recording.jobs import Reporting, read
from grader.trace.model import Span

MOSTLY = 0.5
"""A job that uses this part of its time or more is computing, even on a busy machine."""


class Processes:
    """Sends a reporting function to each worker, and reads the reports when all is done."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._file: str | None = None

    def install(self, patches: Patches) -> None:
        """Follow the processes that recorded code starts, and the jobs that recorded code sends them."""
        patches.around(BaseProcess, "start", self._start)
        patches.around(ProcessPoolExecutor, "submit", self._submit)
        for name in ("apply_async", "_map_async", "imap", "imap_unordered"):
            patches.around(multiprocessing_pool.Pool, name, self._submit)
        patches.around(ProcessPoolExecutor, "map", self._submit)

    def _submit(
        self, original: Callable[..., Any], pool: Any, function: Any, /, *args: Any, **kwargs: Any
    ) -> Any:
        processes = not isinstance(pool, multiprocessing_pool.ThreadPool)
        if recording() is self.facts and processes and not _reports(function):
            function = self._reporting("job", function)
        return original(pool, function, *args, **kwargs)

    def _start(self, original: Callable[..., Any], process: Any) -> Any:
        """Start a process that reports through its target; one whose `run` is overridden shows only its jobs."""
        target = getattr(process, "_target", None)
        if recording() is not self.facts or target is None:
            return original(process)
        process._target = self._reporting("process", target)
        try:
            return original(process)
        finally:
            process._target = target

    def _reporting(self, kind: str, function: Any) -> Any:
        """Return the function as one that reports; as it is where no file can be written."""
        try:
            return Reporting(self._path(), kind, function)
        except OSError:
            return function

    def _path(self) -> str:
        """Return the file for the reports, made when it is first needed."""
        if self._file is None:
            handle, self._file = tempfile.mkstemp(prefix="grader-recording-", suffix=".jsonl")
            os.close(handle)
        return self._file

    def collect(self) -> None:
        """Make lanes of the reports."""
        if self._file is None:
            return
        lanes: dict[int, LaneFacts] = {}
        with suppress(OSError):  # the recorded code may have removed the file
            for report in read(self._file):
                lane = lanes.get(report["pid"]) or self._lane(lanes, report)
                self._note(lane, report)
            Path(self._file).unlink()

    def _lane(self, lanes: dict[int, LaneFacts], report: dict[str, Any]) -> LaneFacts:
        lane = lanes[report["pid"]] = self.facts.lane(f"process {len(lanes) + 1}", "process")
        lane.start = report["start"]
        return lane

    def _note(self, lane: LaneFacts, report: dict[str, Any]) -> None:
        start, end = report["start"], report["end"]
        if report["what"] == "start":
            return
        if report["kind"] == "process":
            lane.end = end
            return
        self.facts.add_span(lane, Span(start, end, "call", report["label"]))
        if report["used"] >= MOSTLY * (end - start):
            self.facts.add_span(lane, Span(start, end, "running"))


def _reports(function: Any) -> bool:
    """Return True if the function reports already, or is a pool's chunk of calls of one that does."""
    chunk = function.args if isinstance(function, partial) else ()
    return isinstance(function, Reporting) or any(map(_reports, chunk))
