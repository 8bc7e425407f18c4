"""Take the memory address, and what earlier runs left behind, out of every order.

Sets of futures, threads and tasks iterate in the order of hashes, which by default are
addresses: another run, another order.  Here each of these hashes to its number of creation, counted
down: sets of a few begin with the youngest, so that code which takes the order of a set for the
order of creation is found out in every run, and not by luck.
"""

from __future__ import annotations

import asyncio.tasks
import itertools
import random
import threading
from collections.abc import Coroutine, Iterable
from concurrent.futures import Future
from concurrent.futures import thread as pools
from types import CoroutineType
from typing import Any

FIRST = 2**20
"""The hash of the object that is created first is one less."""

_threading: Any = threading  # private names of the library are replaced here
_pools: Any = pools
_numbers, _tasks = itertools.count(1), itertools.count(1)


class ByCreation:
    """A ``__hash__`` that gives an object the next number when it is first called."""

    _number: int | None

    def __hash__(self) -> int:
        number = getattr(self, "_number", None)
        if number is None:
            number = self._number = next(_numbers)
        return FIRST - number


def ordered_set(elements: Iterable[Any] = ()) -> set[Any] | dict[Any, None]:
    """Replace ``set`` in asyncio.tasks: coroutines, whose hash is an address, keep their order."""
    elements = list(elements)
    if any(isinstance(element, CoroutineType) for element in elements):
        return dict.fromkeys(elements)
    return set(elements)


def install() -> None:
    """Give Future, Thread and Task a hash by creation, and asyncio's sets an order."""

    class Task(asyncio.tasks.Task[Any]):
        __hash__ = ByCreation.__hash__

        def __init__(
            self, coro: Coroutine[Any, Any, Any], *, name: str | None = None, **options: Any
        ) -> None:
            name = f"Task-{next(_tasks)}" if name is None else name  # C counts on from run to run
            super().__init__(coro, name=name, **options)

    genuine: Any = asyncio.futures.Future

    class AnyFuture(type):
        """Tasks are made on the C future, not on the class below; they are futures all the same."""

        def __subclasscheck__(cls, other: type) -> bool:
            return issubclass(other, genuine)

        def __instancecheck__(cls, thing: object) -> bool:
            return isinstance(thing, genuine)

    class LoopFuture(genuine, metaclass=AnyFuture):  # type: ignore[misc]  # of any class
        __hash__ = ByCreation.__hash__

    Task.__module__ = LoopFuture.__module__ = "asyncio"
    LoopFuture.__name__ = LoopFuture.__qualname__ = "Future"
    hashed: Any
    for hashed in (Future, threading.Thread):
        hashed.__hash__ = ByCreation.__hash__
    library: Any = asyncio
    library.Task = library.tasks.Task = Task
    library.Future = library.futures.Future = LoopFuture
    library.tasks.set = ordered_set


def restart() -> None:
    """Start all that counts or draws at random anew, so that a run does not depend on the last."""
    global _numbers, _tasks  # a process has one world at a time
    _numbers, _tasks = itertools.count(1), itertools.count(1)
    random.seed(0)
    _threading._counter = itertools.count(1).__next__
    _pools.ThreadPoolExecutor._counter = itertools.count().__next__
    _pools._threads_queues.clear()
    _pools._shutdown = False
