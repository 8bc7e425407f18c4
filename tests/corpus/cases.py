"""A corpus of planted concurrency bugs, each beside its fixed twin.

A case is two functions: ``@bug`` marks the wrong one and says what a right one returns, ``@fixed``
its twin.  Both are ordinary code that knows nothing of schedulers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

CASES: dict[str, "Case"] = {}


@dataclass
class Case:
    """A planted bug, its twin, and what the twin returns under every schedule."""

    name: str
    bug: Callable
    expected: Any
    granularity: str
    fixed: Callable | None = None

    def holds(self, run) -> None:
        """What a bug violates under some schedule, and its twin under none."""
        run.returns(self.expected)


def bug(returns: Any, granularity: str = "visible") -> Callable:
    """Plant a bug; ``granularity="opcodes"`` where it is a data race."""

    def plant(function):
        CASES[function.__name__] = Case(function.__name__, function, returns, granularity)
        return function

    return plant


def fixed(function: Callable) -> Callable:
    """The twin: ``name_fixed`` belongs to ``name``."""
    CASES[function.__name__.removesuffix("_fixed")].fixed = function
    return function
