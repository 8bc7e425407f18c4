"""What a job is called, and what a worker process tells of its jobs.

The name of a job is the submitted function and its first argument: `fetch a`.  A worker process writes a line of
JSON for each event, appended to a file that all processes of a recording share.  Worker processes import this
module, however they were started; so the module has to stay small, and what it sends has to be picklable.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from contextvars import Context
from functools import partial
from typing import Any

LONGEST = 40
"""Letters of a value in a label."""
MOST_REPORTS = 1_000
"""Reports of one worker process; jobs beyond are not told, since a report takes longer than a small job."""


def label(function: Callable[..., Any], args: tuple[Any, ...]) -> str:
    """Return `fetch a` for `fetch("a")`, and the function's name alone if there is no argument."""
    try:
        return _label(*unwrapped(function, args))
    except Exception:  # noqa: BLE001 - a method of the recorded code's own, which must not fail because of us
        return type(function).__name__


def _label(function: Any, args: tuple[Any, ...]) -> str:
    name = str(getattr(function, "__name__", type(function).__name__))
    return f"{name} {short(args[0])}" if args else name


def unwrapped(function: Any, args: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...]]:
    """Return the function that the user has submitted, below partials and `to_thread`, and its arguments."""
    while True:
        if isinstance(function, partial):
            function, args = function.func, function.args + args
        elif isinstance(getattr(function, "__self__", None), Context) and args:
            function, args = args[0], args[1:]
        else:
            return function, args


def short(value: Any) -> str:
    """Return a value in a few letters: text without quotes, numbers as they are, else the type's name."""
    if isinstance(value, str) and "://" in value:
        value = value.rstrip("/").rpartition("/")[2]  # of an address, what differs
    if isinstance(value, str):
        return value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"
    if value is None or isinstance(value, int | float):
        return str(value) if len(str(value)) <= LONGEST else f"{type(value).__name__}…"
    return type(value).__name__


class _Told:
    """How many reports this process has written."""

    process, reports = 0, 0


class Reporting:
    """A function that reports when it runs, and in which process. `kind` is `process` or `job`."""

    def __init__(self, path: str, kind: str, function: Callable[..., Any]) -> None:
        self.path, self.kind, self.function = path, kind, function

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return what the function returns, or raise what the function raises."""
        if not self._may_report():
            return self.function(*args, **kwargs)
        start, used = time.monotonic_ns(), time.thread_time_ns()
        if _Told.reports == 0:  # now the process is known, should the job never end
            self._report("start", start, 0, "")
        try:
            return self.function(*args, **kwargs)
        finally:
            self._report("end", start, time.thread_time_ns() - used, self._label(args))

    def _may_report(self) -> bool:
        if _Told.process != os.getpid():  # it was forked from a process that had reported
            _Told.process, _Told.reports = os.getpid(), 0
        return self.kind == "process" or _Told.reports < MOST_REPORTS

    def _label(self, args: tuple[Any, ...]) -> str:
        return "" if self.kind == "process" else label(self.function, args)

    def _report(self, what: str, start: int, used: int, label: str) -> None:
        """Append a line; one `write` of a short line is atomic on a file opened for appending."""
        _Told.reports += 1
        facts = {"kind": self.kind, "what": what, "pid": os.getpid(), "label": label}
        times = {"start": start, "end": time.monotonic_ns(), "used": used}
        line = json.dumps(facts | times) + "\n"
        try:
            file = os.open(self.path, os.O_WRONLY | os.O_APPEND)
        except OSError:  # the recording is over, or has no room to write
            return
        try:
            os.write(file, line.encode())
        finally:
            os.close(file)


def read(path: str) -> list[dict[str, Any]]:
    """Return all reports so far; lines that no process of a recording writes are left out."""
    with open(path, encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - pathlib is more to import in a worker
        reports = map(_parsed, file)
        return [each for each in reports if each is not None]


def _parsed(line: str) -> dict[str, Any] | None:
    """Return the report in a line; None for a line that was cut, or written by other code."""
    try:
        report = json.loads(line)
        times = [report["start"], report["end"], report["used"], report["pid"]]
        texts = [report["kind"], report["what"], report["label"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    well = all(type(each) is int for each in times) and all(type(each) is str for each in texts)
    return report if well and report["start"] <= report["end"] else None
