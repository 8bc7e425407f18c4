"""Selectors that wait in virtual time.

Only ``select`` is replaced: it asks the kernel without waiting, and otherwise blocks in the
scheduler, which asks again whenever nothing else can run.
"""

import selectors

from grader.simulation.kernel import Poll
from grader.simulation.scheduler import scheduler

NAMES = ("SelectSelector", "PollSelector", "EpollSelector", "DevpollSelector", "KqueueSelector")


def virtual(genuine):
    """A ``select`` that waits in virtual time, made of one that waits for real."""

    def select(self, timeout=None):
        found = genuine(self, 0)
        wait = None if timeout is None else round(timeout * 1e9)
        if found or (wait is not None and wait <= 0):
            return found
        deadline = None if wait is None else scheduler.now + wait
        poll = Poll(lambda seconds: genuine(self, seconds), lambda: list(self.get_map() or ()))
        scheduler.block(None, deadline, "select", poll=poll)
        return genuine(self, 0)

    return select


def install():
    """Replace ``select`` of every kind of selector that this platform has."""
    for name in NAMES:
        if hasattr(selectors, name):
            cls = getattr(selectors, name)
            cls.select = virtual(cls.select)
