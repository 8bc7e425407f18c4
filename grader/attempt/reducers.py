"""How the things that learners keep in global variables travel to the child.

Locks, conditions, pools and the like are made anew there, so that in a simulation they are
simulated; they keep their place (two references to one lock stay one lock) but not who holds
them.  What cannot be meant to travel is refused, with what to do instead.
"""

import _thread
import asyncio
import concurrent.futures
import contextvars
import copyreg
import functools
import io
import queue
import socket
import sys
import threading
import types
from collections import deque

from grader.attempt.protocol import call

MAKE = "grader.attempt.child.rebuild:make"
POOL = "grader.attempt.child.rebuild:pool"
CONDITION = "grader.attempt.child.rebuild:condition"
SIMPLE_QUEUE = "grader.attempt.child.rebuild:simple_queue"
CONTEXT_VARIABLE = "grader.attempt.child.rebuild:context_variable"
CACHED = "grader.attempt.child.rebuild:cached"
FILL = functools.partial(call, "grader.attempt.child.rebuild:fill")


class Refused(Exception):
    """An object that is not to be sent: `what` it is and what to do instead (`advice`)."""

    def __init__(self, value, what: str, advice: str):
        super().__init__(what)
        self.value, self.what, self.advice = value, what, advice


@functools.singledispatch
def reduce(_value):
    """What pickle needs to make the value anew; NotImplemented leaves it to pickle."""
    return NotImplemented


@reduce.register(type(_thread.allocate_lock()))
def _lock(_value):
    return call, (MAKE, "threading", "Lock")


@reduce.register(type(threading.RLock()))
def _rlock(_value):
    return call, (MAKE, "threading", "RLock")


@reduce.register
def _condition(value: threading.Condition):
    if type(value) is not threading.Condition:
        return NotImplemented
    return call, (
        CONDITION,
        value._lock,
    )


@reduce.register
def _local(value: threading.local):
    if type(value) is not threading.local:
        raise Refused(value, "a threading.local of your own class", "make it inside the function")
    return call, (MAKE, "threading", "local")


@reduce.register
def _simple_queue(value: queue.SimpleQueue):
    items = []
    while not value.empty():
        items.append(value.get_nowait())
    for item in items:
        value.put(item)
    return call, (
        SIMPLE_QUEUE,
        items,
    )


@reduce.register
def _thread_pool(value: concurrent.futures.ThreadPoolExecutor):
    if type(value) is not concurrent.futures.ThreadPoolExecutor:
        raise Refused(value, "a pool of your own class", "make it inside the function")
    return call, (POOL, "ThreadPoolExecutor", value._max_workers, value._shutdown)


@reduce.register
def _process_pool(value: concurrent.futures.ProcessPoolExecutor):
    shut = value._shutdown_thread
    return call, (POOL, "ProcessPoolExecutor", value._max_workers, shut)


@reduce.register
def _context_variable(value: contextvars.ContextVar):
    default = _value_of(contextvars.Context().run, value)
    return call, (CONTEXT_VARIABLE, value.name, default, _value_of(_call, value))


def _value_of(run, variable: contextvars.ContextVar) -> tuple:
    try:
        return (run(variable.get),)
    except LookupError:
        return ()


def _call(function):
    return function()


@reduce.register(type(functools.cache(len)))
def _cached(value):
    """A function that remembers its results, without those; it may call itself, and so comes last."""
    home = sys.modules.get(value.__module__)
    if value.__module__ != "__main__" and getattr(home, value.__qualname__, None) is value:
        return NotImplemented
    how = value.cache_parameters()
    arguments = CACHED, how["maxsize"], how["typed"]
    return call, arguments, value.__wrapped__, None, None, FILL


@reduce.register
def _asyncio_primitive(value: asyncio.mixins._LoopBoundMixin):
    state = {key: _unbound(key, each) for key, each in vars(value).items() if key != "_loop"}
    return copyreg.__newobj__, (type(value),), state


def _unbound(key: str, value):
    if key in ("_waiters", "_getters", "_putters"):
        return deque() if isinstance(value, deque) else None
    return value


@reduce.register
def _file(value: io.IOBase):
    for name in ("stdin", "stdout", "stderr"):
        if value is getattr(sys, name):
            return getattr, (sys, name)
    if isinstance(value, (io.BytesIO, io.StringIO)):
        return NotImplemented
    raise Refused(value, "an open file", "open it inside the function that uses it")


def refuse(kind: type, what: str, advice: str) -> None:
    """Refuse every object of this type."""

    def refuse_it(value):
        raise Refused(value, what, advice)

    reduce.register(kind)(refuse_it)


INSIDE = "make it inside the function that uses it"
refuse(socket.socket, "an open socket", "connect inside the function that uses it")
refuse(types.GeneratorType, "a generator", INSIDE)
refuse(types.AsyncGeneratorType, "an async generator", INSIDE)
refuse(types.CoroutineType, "a coroutine", "pass the coroutine function, without calling it")
refuse(asyncio.AbstractEventLoop, "an event loop", "use asyncio.get_running_loop() where it runs")
refuse(asyncio.Future, "an asyncio task or future", "make it inside the coroutine that awaits it")
refuse(concurrent.futures.Future, "a future", "submit the work inside the function")
refuse(threading.Thread, "a thread", "start it inside the function that joins it")
refuse(types.TracebackType, "a traceback", "keep its text: traceback.format_exc()")
refuse(types.FrameType, "a stack frame", "keep what you need of its variables")
