"""A course on Python concurrency, and the autograder that judges it in virtual time.

A notebook imports a few names from here; each is loaded when it is first used, so that
``import grader`` and ``grader --help`` stay quick, and so that the simulation can be loaded in
a child process before the standard library's ``threading`` is.
"""

from __future__ import annotations

TYPE_CHECKING = False  # that of `typing` may not be imported here
if TYPE_CHECKING:
    from typing import Any

    from grader.fakes import after, async_calls, calls, log, now
    from grader.verbs.explore import explore
    from grader.verbs.record import record
    from grader.verbs.simulate import simulate
    from grader.verbs.step import step

_HOMES = {
    "simulate": "grader.verbs.simulate",
    "explore": "grader.verbs.explore",
    "step": "grader.verbs.step",
    "record": "grader.verbs.record",
    "calls": "grader.fakes",
    "async_calls": "grader.fakes",
    "after": "grader.fakes",
    "log": "grader.fakes",
    "now": "grader.fakes",
}

__all__ = [
    "after",
    "async_calls",
    "calls",
    "explore",
    "log",
    "now",
    "record",
    "simulate",
    "step",
]


def __getattr__(name: str) -> object:
    """Import a public name from its module at its first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'grader' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__


def load_ipython_extension(shell: Any) -> None:
    """Add the cell magic ``%%timeline`` to the shell: IPython calls this for ``%load_ext grader``."""
    from grader.verbs.magic import load

    load(shell)
