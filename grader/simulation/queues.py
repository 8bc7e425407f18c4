"""``_queue`` of the simulated world: a SimpleQueue whose ``put`` never blocks or switches.

The C SimpleQueue blocks in C, where no scheduler sees it; the pure-Python substitute in
``queue`` cannot be re-entered by a finaliser.  Here the token makes each step atomic.
"""

from collections import deque

from grader.simulation.locks import deadline_of
from grader.simulation.scheduler import scheduler


class Empty(Exception):
    """Exception raised by Queue.get(block=0)/get_nowait()."""


Empty.__module__ = "_queue"


class SimpleQueue:
    """An unbounded FIFO queue."""

    __slots__ = ("__weakref__", "_items", "_waiters")

    def __init__(self):
        self._items, self._waiters = deque(), []

    def put(self, item, block=True, timeout=None):
        self._items.append(item)
        if self._waiters:
            scheduler.wake(self._waiters[0])

    def get(self, block=True, timeout=None):
        if timeout is not None and timeout < 0 and block:
            raise ValueError("'timeout' must be a non-negative number")
        deadline = deadline_of(timeout)
        while not self._items:
            if not block or timeout == 0:
                scheduler.polled("queue.get_nowait()", self)
                raise Empty
            if not scheduler.block(self._waiters, deadline, "queue.get"):
                raise Empty
        return self._items.popleft()

    def put_nowait(self, item):
        self.put(item)

    def get_nowait(self):
        return self.get(block=False)

    def empty(self):
        return not self._items

    def qsize(self):
        return len(self._items)

    __class_getitem__ = classmethod(lambda cls, item: cls)


SimpleQueue.__module__ = "_queue"
