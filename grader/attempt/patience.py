"""How much real time one submission may cost when its attempts never end.

Every attempt has its limit; an answer to each of ten exercises that waits for nothing would still
hold up a class for an hour.  So what has been waited for in vain is taken off what later ones get.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from grader.attempt.limits import Limits

FEWEST = 5.0  # seconds that every attempt may take
_of_thread = threading.local()


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Let this thread waste no more than about so many seconds while the block lasts."""
    _of_thread.left = seconds
    try:
        yield
    finally:
        del _of_thread.left


def allowed(limits: Limits) -> Limits:
    """The limits, with no more wall time than there is patience left for."""
    left = getattr(_of_thread, "left", limits.wall)
    return replace(limits, wall=min(limits.wall, max(FEWEST, left)))


def wasted(seconds: float) -> None:
    """An attempt was waited for in vain."""
    if hasattr(_of_thread, "left"):
        _of_thread.left -= seconds
