"""Errors and warnings that no code reads, each noted as a finding with its line; and what is printed.

A thread that dies of an exception, a coroutine never awaited, a task whose exception was never
retrieved or that was destroyed while pending: Python prints these to standard error, sooner or
later.  Here they are noted where they happen.

Standard output is kept with the virtual time and the lane of each write.
"""

from __future__ import annotations

import io
import logging
import sys
import threading
import warnings
from typing import Any

from grader.simulation.scheduler import scheduler
from grader.source_files import is_user, place_of, where

MOST_PRINTED = 200_000
"""Characters kept of one run."""
MOST_OF_A_FINDING = 2000
"""Characters kept of one write to standard error."""


class StandardOutput(io.TextIOBase):
    """A text stream that notes the virtual time and the lane of each write."""

    encoding = "utf-8"

    def __init__(self) -> None:
        self.room = MOST_PRINTED

    def write(self, text: str) -> int:
        if type(text) is not str:
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if text and self.room > 0:
            scheduler.output.append((scheduler.now, scheduler.here(), text[: self.room]))
        self.room -= len(text)
        return len(text)

    def writable(self) -> bool:
        return True


class StandardError(StandardOutput):
    """Standard error: each write is a finding."""

    def write(self, text: str) -> int:
        if text.strip() and self.room > 0:
            scheduler.find("stderr", text.strip()[:MOST_OF_A_FINDING], None)
        self.room -= len(text)
        return len(text)


def install() -> None:
    """Note the errors and warnings instead of printing them."""
    threading.excepthook = _thread_died
    sys.unraisablehook = _ignored
    warnings.showwarning = _warned
    warnings.simplefilter("always")
    logger = logging.getLogger("asyncio")
    logger.addHandler(_AsyncioErrors(level=logging.WARNING))
    logger.propagate = False


def install_streams() -> None:
    """Keep what a new run prints."""
    sys.stdout, sys.stderr = StandardOutput(), StandardError()


def _thread_died(args: Any) -> None:
    if args.exc_type is SystemExit:
        return
    name = args.thread.name if args.thread else "a thread"
    text = f"{name} died of {args.exc_type.__name__}: {args.exc_value}"
    scheduler.find("thread died", text, place_of(args.exc_value))


def _ignored(unraisable: Any) -> None:
    error = unraisable.exc_value
    text = f"an exception was ignored: {type(error).__name__}: {error}"
    scheduler.find("thread died", text, place_of(error))


def _warned(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: Any = None,
    line: Any = None,
) -> None:
    text = str(message).partition("\n")[0]
    if "was never awaited" in text:
        scheduler.find("never awaited", text, (filename, lineno, ""))
    elif is_user(filename):
        scheduler.find("warning", f"{category.__name__}: {text}", (filename, lineno, ""))


class _AsyncioErrors(logging.Handler):
    """asyncio reports unread errors and lost tasks through its logger."""

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage().partition("\n")[0]
        error = record.exc_info[1] if record.exc_info else None
        kind = "unread error" if "never retrieved" in text else "asyncio"
        kind = "task destroyed" if "destroyed" in text else kind
        kind = "unclosed" if text.startswith("Unclosed ") else kind  # aiohttp's sessions
        if error is not None:
            text = f"{text}: {type(error).__name__}: {error}"
        scheduler.find(kind, text, place_of(error) or where())
