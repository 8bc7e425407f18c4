"""Errors and warnings that nobody reads, each noted as a finding with its line.

A thread that dies of an exception, a coroutine never awaited, a task whose exception nobody
retrieved or that was destroyed while pending: Python prints these to standard error, when it
gets round to it.  Here they are noted where they happen.

Standard output of a run: who printed what, and when.
"""

import io
import logging
import sys
import threading
import warnings

from grader.simulation.scheduler import scheduler
from grader.source_files import is_user, place_of, where

LIMIT = 200_000  # characters kept of one run


class Printed(io.TextIOBase):
    """A text stream that notes the virtual time and the lane of each write."""

    encoding = "utf-8"

    def __init__(self):
        self.room = LIMIT

    def write(self, text):
        if type(text) is not str:
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if text and self.room > 0:
            scheduler.output.append((scheduler.now, scheduler.here(), text[: self.room]))
        self.room -= len(text)
        return len(text)

    def writable(self):
        return True


class Complained(Printed):
    """Standard error: each write is a finding."""

    def write(self, text):
        if text.strip() and self.room > 0:
            scheduler.find("stderr", text.strip()[:2000], None)
        self.room -= len(text)
        return len(text)


def install_streams():
    """Catch what the run prints."""
    sys.stdout, sys.stderr = Printed(), Complained()


def _thread_died(args):
    if args.exc_type is SystemExit:
        return
    name = args.thread.name if args.thread else "a thread"
    text = f"{name} died of {args.exc_type.__name__}: {args.exc_value}"
    scheduler.find("thread died", text, place_of(args.exc_value))


def _ignored(unraisable):
    error = unraisable.exc_value
    text = f"an exception was ignored: {type(error).__name__}: {error}"
    scheduler.find("thread died", text, place_of(error))


def _warned(message, category, filename, lineno, file=None, line=None):
    text = str(message).partition("\n")[0]
    if "was never awaited" in text:
        scheduler.find("never awaited", text, (filename, lineno, ""))
    elif is_user(filename):
        scheduler.find("warning", f"{category.__name__}: {text}", (filename, lineno, ""))


class _Complaints(logging.Handler):
    """asyncio reports unread errors and lost tasks through its logger."""

    def emit(self, record):
        text = record.getMessage().partition("\n")[0]
        error = record.exc_info[1] if record.exc_info else None
        kind = "unread error" if "never retrieved" in text else "asyncio"
        kind = "task destroyed" if "destroyed" in text else kind
        kind = "unclosed" if text.startswith("Unclosed ") else kind  # aiohttp's sessions
        if error is not None:
            text = f"{text}: {type(error).__name__}: {error}"
        scheduler.find(kind, text, place_of(error) or where())


def install():
    """Note instead of print."""
    threading.excepthook = _thread_died
    sys.unraisablehook = _ignored
    warnings.showwarning = _warned
    warnings.simplefilter("always")
    logger = logging.getLogger("asyncio")
    logger.addHandler(_Complaints(level=logging.WARNING))
    logger.propagate = False
