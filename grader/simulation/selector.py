"""Selectors, and ``select.select``, that wait in virtual time.

Only ``select`` is replaced: it asks the kernel without waiting, and otherwise blocks in the
scheduler, which asks again whenever nothing else can run.
"""

import select as module
import selectors

from grader.simulation.kernel import Poll
from grader.simulation.scheduler import scheduler

NAMES = ("SelectSelector", "PollSelector", "EpollSelector", "DevpollSelector", "KqueueSelector")


def virtual(genuine):
    """A ``select`` that waits in virtual time, made of one that waits for real."""

    def select(self, timeout=None):
        found = genuine(self, 0)
        if found or (timeout is not None and timeout <= 0):
            scheduler.came += bool(found)
            return found
        poll = Poll(lambda seconds: genuine(self, seconds), lambda: list(self.get_map() or ()))
        _block("select", timeout, poll)
        return genuine(self, 0)

    return select


def virtual_function(genuine):
    """``select.select`` that waits in virtual time: with no files at all, it only sleeps."""

    def select(reads, writes, errors, timeout=None, /):
        files = [list(each) for each in (reads, writes, errors)]
        found = genuine(*files, 0)
        if any(found) or (timeout is not None and timeout <= 0):
            return found
        poll = Poll(lambda seconds: any(genuine(*files, seconds)), lambda: _numbers(files))
        _block("select.select", timeout, poll)
        return genuine(*files, 0)

    return select


def _block(why, timeout, poll):
    deadline = None if timeout is None else scheduler.now + round(timeout * 1e9)
    scheduler.block(None, deadline, why, poll=poll)


def _numbers(files):
    """Their descriptors."""
    every = {file for kind in files for file in kind}
    return [file if isinstance(file, int) else file.fileno() for file in every]


def install():
    """Replace ``select`` of every kind of selector that this platform has."""
    module.select = virtual_function(module.select)
    for name in NAMES:
        if hasattr(selectors, name):
            cls = getattr(selectors, name)
            cls.select = virtual(cls.select)
