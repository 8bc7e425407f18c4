"""Refuse, by name and line, what no scheduler of threads can control.

A call that blocks in C, or in another process, would hold the token for ever and look like a
deadlock.  It is refused before it starts, and the run ends there.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from grader.simulation.scheduler import scheduler
from grader.source_files import where

REAL_CLOCK = "only record(...) can, on the real clock"
REFUSED = {
    "os.fork": REAL_CLOCK,
    "os.forkpty": REAL_CLOCK,
    "os.system": REAL_CLOCK,
    "os.wait": REAL_CLOCK,
    "os.waitpid": REAL_CLOCK,
    "os.posix_spawn": REAL_CLOCK,
    "subprocess.Popen.__init__": REAL_CLOCK,
    "multiprocessing.process.BaseProcess.start": REAL_CLOCK,
    "concurrent.futures.process.ProcessPoolExecutor.__init__": REAL_CLOCK,
    "concurrent.futures.interpreter.InterpreterPoolExecutor.__init__": REAL_CLOCK,
    "concurrent.interpreters.create": REAL_CLOCK,
    "builtins.input": "nobody is there to type",
    "signal.sigwait": "no signal will come",
    "select.poll": "use selectors.DefaultSelector or asyncio",
}
"""What is refused → what to do instead, or why nothing would come of it."""
NAMES = {
    "concurrent.futures.interpreter.InterpreterPoolExecutor.__init__": "InterpreterPoolExecutor",
    "concurrent.futures.process.ProcessPoolExecutor.__init__": "ProcessPoolExecutor",
    "multiprocessing.process.BaseProcess.start": "Process.start",
    "subprocess.Popen.__init__": "subprocess.Popen",
}
"""What is refused → the name that users know it by, where that differs."""


def install() -> None:
    """Put a refusal in the place of each; uvloop, whose waits are in C, cannot be imported."""
    for path in REFUSED:
        _replace(path)
    sys.modules["uvloop"] = None  # type: ignore[assignment]


def refusal(path: str) -> Callable[..., None]:
    """Return a function that ends the run instead of doing what ``path`` does."""
    name, why = NAMES.get(path, path.removeprefix("builtins.")), REFUSED[path]

    def refused(*args: Any, **kwargs: Any) -> None:
        text = f"{name} cannot run in virtual time: {why}"
        scheduler.stop("uncontrolled", text, where())

    return refused


def _replace(path: str) -> None:
    parts = path.split(".")[:-1]
    target: Any
    try:
        target = import_module(".".join(part for part in parts if part.islower()))
    except ModuleNotFoundError:  # a later Python's: interpreters came with 3.14
        return
    for part in parts:
        target = getattr(target, part) if part[0].isupper() else target
    name = path.rpartition(".")[2]
    if hasattr(target, name):
        setattr(target, name, refusal(path))
