"""The module ``_queue`` of the simulated world: a SimpleQueue whose ``put`` never blocks or switches.

The genuine SimpleQueue blocks in C, where no scheduler sees it; the pure-Python substitute in
``queue`` cannot be re-entered by a finaliser.  Here the token makes each step atomic.
"""

from __future__ import annotations

from collections import deque

from grader.simulation.locks import deadline_of
from grader.simulation.scheduler import scheduler

TYPE_CHECKING = False  # stands for that of `typing`, which may not be imported here
if TYPE_CHECKING:
    from typing import Any

    from grader.simulation.thread import SimThread


class Empty(Exception):
    """Exception raised by Queue.get(block=0)/get_nowait()."""


class SimpleQueue:
    """An unbounded FIFO queue."""

    __slots__ = ("__weakref__", "_items", "_waiters")

    def __init__(self) -> None:
        self._items: deque[Any] = deque()
        self._waiters: list[SimThread] = []

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        self._items.append(item)
        if self._waiters:
            scheduler.wake(self._waiters[0])

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
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

    def put_nowait(self, item: Any) -> None:
        self.put(item)

    def get_nowait(self) -> Any:
        return self.get(block=False)

    def empty(self) -> bool:
        return not self._items

    def qsize(self) -> int:
        return len(self._items)

    __class_getitem__ = classmethod(lambda cls, item: cls)


Empty.__module__ = SimpleQueue.__module__ = "_queue"
