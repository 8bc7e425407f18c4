"""Take the memory address out of every order.

Sets of futures, threads and tasks iterate in the order of hashes, which by default are
addresses: another run, another order.  Here each of these hashes to its number of creation, counted
down: sets of a few begin with the youngest, so that code which takes the order of a set for the
order of creation is found out in every run, and not by luck.
"""

import itertools
import random
from types import CoroutineType

_numbers, _tasks = itertools.count(1), itertools.count(1)
FIRST = 2**20


class ByCreation:
    """``__hash__`` that gives an object the next number when it is first asked."""

    def __hash__(self):
        number = getattr(self, "_number", None)
        if number is None:
            number = self._number = next(_numbers)
        return FIRST - number


def iscoroutine(thing):
    return isinstance(thing, CoroutineType)


def ordered_set(elements=()):
    """``set`` for asyncio.tasks: of coroutines, whose hash is an address, in the given order."""
    elements = list(elements)
    return dict.fromkeys(elements) if any(map(iscoroutine, elements)) else set(elements)


def install():
    """Give Future, Thread and Task a hash by creation, and asyncio's sets an order."""
    import asyncio.tasks
    import threading
    from concurrent.futures import Future

    class Task(asyncio.tasks.Task):
        __hash__ = ByCreation.__hash__

        def __init__(self, coro, *, name=None, **options):
            name = f"Task-{next(_tasks)}" if name is None else name  # C counts on from run to run
            super().__init__(coro, name=name, **options)

    genuine = asyncio.futures.Future

    class AnyFuture(type):
        """Tasks are made on the C future, not on the class below; they are futures all the same."""

        def __subclasscheck__(cls, other):
            return issubclass(other, genuine)

        def __instancecheck__(cls, thing):
            return isinstance(thing, genuine)

    class LoopFuture(genuine, metaclass=AnyFuture):  # type: ignore[valid-type]
        __hash__ = ByCreation.__hash__

    Task.__module__ = LoopFuture.__module__ = "asyncio"
    LoopFuture.__name__ = LoopFuture.__qualname__ = "Future"
    Future.__hash__ = threading.Thread.__hash__ = ByCreation.__hash__
    asyncio.Task = asyncio.tasks.Task = Task
    asyncio.Future = asyncio.futures.Future = LoopFuture
    asyncio.tasks.set = ordered_set


def restart():
    """Start all that counts or draws at random anew, so that a run does not know the last."""
    global _numbers, _tasks  # a process has one world at a time
    import threading
    from concurrent.futures import ThreadPoolExecutor, thread

    _numbers, _tasks = itertools.count(1), itertools.count(1)
    random.seed(0)
    threading._counter = itertools.count(1).__next__
    ThreadPoolExecutor._counter = itertools.count().__next__
    thread._threads_queues.clear()
    thread._shutdown = False
