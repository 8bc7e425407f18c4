"""A course on Python concurrency, and the autograder that judges it in virtual time.

A notebook imports a few names from here; each is loaded when it is first used, so that
``import grader`` and ``grader --help`` stay quick, and so that the simulation can be loaded in
a child process before the standard library's ``threading`` is.
"""

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


def __getattr__(name):
    """Import a public name from its module at its first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'grader' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__():
    return __all__


def load_ipython_extension(shell):
    """``%load_ext grader``: the cell magic ``%%timeline``."""
    from grader.verbs.magic import load

    load(shell)
