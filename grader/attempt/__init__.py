"""One run of a learner's function in a child process of its own.

What is it?  `start(task, call)` runs a task in a fork of a fork server (where there is no fork,
in a new process), under limits of time, memory, output and processes, and brings back what it
says as plain data, with an ending that says how the child came to its end.

A `Session` says where attempts on a submission run, and what they may cost; within ``with
session.series():`` a child that has shown to be as it was does the next attempt, too.

What is it not?  It judges nothing and draws nothing.  What the learner's process says is data:
an exact built-in type or a description, never an object with methods of its own.

Names are loaded when they are first used (PEP 562): in a child the simulation has to come
before anything else is imported.
"""

_HOMES = {
    "Attempt": "grader.attempt.attempt",
    "start": "grader.attempt.attempt",
    "Limits": "grader.attempt.limits",
    "Session": "grader.attempt.session",
    "Subject": "grader.attempt.subject",
    "Unsendable": "grader.attempt.pickling",
}

__all__ = ["Attempt", "Limits", "Session", "Subject", "Unsendable", "start"]


def __getattr__(name):
    """Import a public name from its module at its first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'grader.attempt' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__():
    return __all__
