"""One run of a learner's function in a child process of its own.

    judge (a notebook's kernel, or a judge of `grader grade`)
      │  attempt, session       start a task, hear the child up to its end
      │  pickling, reducers     pack the call, and a submission as a `Subject`
      │  forkserver_client, spawn, sandbox   get a child: a fork, a new process, behind a wall
      │  messages, history, plausibility     decode what the child says, and check it
      │  endings                say why a child ended
      ├── control ──▶ fork server ─ fork ─┐         forkserver/
      └── channel ──────────────────────▶ child     child/

On both sides: `protocol` (frames), `values` (objects as plain data), `frames` (tracebacks), `limits`,
`workdir`, `output`.  In the new processes: `linux`, `procfs`.

What is it?  `start(task, call)` runs a task in a fork of a fork server (where there is no fork, in a new
process), under limits of time, memory, output and processes.  It brings back what the child says as plain
data, and at last an ending that says how the child came to its end.  A `Session` says where attempts on a
submission run, and what they may cost.

What is it not?  It judges nothing and draws nothing.  What the child says is data: an exact built-in type
or a description, never an object with methods of its own.

Names are loaded when they are first used (PEP 562): in a child the simulation has to come before anything
else is imported.
"""

from __future__ import annotations

TYPE_CHECKING = False  # that of `typing` may not be imported here
if TYPE_CHECKING:
    from grader.attempt.attempt import Attempt, start
    from grader.attempt.limits import Limits
    from grader.attempt.pickling import Subject, Unsendable
    from grader.attempt.session import Session

_HOMES = {
    "Attempt": "grader.attempt.attempt",
    "start": "grader.attempt.attempt",
    "Limits": "grader.attempt.limits",
    "Session": "grader.attempt.session",
    "Subject": "grader.attempt.pickling",
    "Unsendable": "grader.attempt.pickling",
}

__all__ = ["Attempt", "Limits", "Session", "Subject", "Unsendable", "start"]


def __getattr__(name: str) -> object:
    """Import a public name from its module at its first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'grader.attempt' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
