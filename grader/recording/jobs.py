"""What a worker process tells of itself: one JSON line for each event, appended to a file.

This module is imported in worker processes, however they were started; it must stay small and picklable.

What a job is called: the submitted function and its first argument, as `fetch a`.
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


def label(function: Callable[..., Any], args: tuple[Any, ...]) -> str:
    """`fetch a` for `fetch("a")`; without argument just the function's name."""
    function, args = unwrapped(function, args)
    name = getattr(function, "__name__", type(function).__name__)
    return f"{name} {short(args[0])}" if args else name


def unwrapped(function: Any, args: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...]]:
    """The function that the user submitted, below partials and `to_thread`."""
    while True:
        if isinstance(function, partial):
            function, args = function.func, function.args + args
        elif isinstance(getattr(function, "__self__", None), Context) and args:
            function, args = args[0], args[1:]
        else:
            return function, args


def short(value: Any) -> str:
    """A value in a few letters: strings without quotes, numbers as they are, else the type's name."""
    if isinstance(value, str) and "://" in value:
        value = value.rstrip("/").rpartition("/")[2]  # of an address, what differs
    if isinstance(value, str):
        return value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"
    if value is None or isinstance(value, int | float):
        return str(value) if len(str(value)) <= LONGEST else f"{type(value).__name__}…"
    return type(value).__name__


class Reporting:
    """A function that reports when it runs, and in which process. `kind` is `process` or `job`."""

    def __init__(self, path: str, kind: str, function: Callable[..., Any]) -> None:
        self.path, self.kind, self.function = path, kind, function

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """What the function returns or raises; the rest is bookkeeping."""
        start, used = time.monotonic_ns(), time.thread_time_ns()
        self._report("start", start, 0, "")
        try:
            return self.function(*args, **kwargs)
        finally:
            self._report("end", start, time.thread_time_ns() - used, self._label(args))

    def _label(self, args: tuple[Any, ...]) -> str:
        if self.kind == "process":
            return ""

        return label(self.function, args)

    def _report(self, what: str, start: int, used: int, label: str) -> None:
        """One `write` of a short line is atomic on a file opened for appending."""
        facts = {"kind": self.kind, "what": what, "pid": os.getpid(), "label": label}
        times = {"start": start, "end": time.monotonic_ns(), "used": used}
        line = json.dumps(facts | times) + "\n"
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND)
        try:
            os.write(file, line.encode())
        finally:
            os.close(file)


def read(path: str) -> list[dict[str, Any]]:
    """All reports so far."""
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 - pathlib is more to import in a worker
        return [json.loads(line) for line in file]
