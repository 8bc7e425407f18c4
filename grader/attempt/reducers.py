"""Pickle the things that learners keep in global variables, such as locks, so that the child can have them.

`child.rebuild` makes locks, conditions, pools and the like anew, so that in a simulation they are
simulated.  Two references to one lock stay references to one lock; a lock that is held arrives free.
Things that make no sense in another process are refused, with advice what to do instead.
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
from collections.abc import Callable
from typing import Any

from grader.attempt.protocol import call

MAKE = "grader.attempt.child.rebuild:make"
POOL = "grader.attempt.child.rebuild:pool"
CONDITION = "grader.attempt.child.rebuild:condition"
SIMPLE_QUEUE = "grader.attempt.child.rebuild:simple_queue"
CONTEXT_VARIABLE = "grader.attempt.child.rebuild:context_variable"
CACHED = "grader.attempt.child.rebuild:cached"
FILL = functools.partial(call, "grader.attempt.child.rebuild:fill")

INSIDE = "make it inside the function that uses it"
Reduced = Any  # what `object.__reduce__` may return, or NotImplemented


class Refused(Exception):
    """Raised for an object that cannot be sent: `what` the object is, and what to do instead (`advice`)."""

    def __init__(self, value: Any, what: str, advice: str) -> None:
        super().__init__(what)
        self.value, self.what, self.advice = value, what, advice


@functools.singledispatch
def reduce(_value: Any) -> Reduced:
    """Return what pickle needs to make the value anew; NotImplemented leaves the value to pickle."""
    return NotImplemented


@reduce.register(type(_thread.allocate_lock()))
def _lock(_value: Any) -> Reduced:
    return call, (MAKE, "threading", "Lock")


@reduce.register(type(threading.RLock()))
def _rlock(_value: Any) -> Reduced:
    return call, (MAKE, "threading", "RLock")


@reduce.register
def _condition(value: threading.Condition) -> Reduced:
    if type(value) is not threading.Condition:
        return NotImplemented
    return call, (CONDITION, vars(value)["_lock"])


@reduce.register
def _local(value: threading.local) -> Reduced:
    if type(value) is not threading.local:
        raise Refused(value, "a threading.local of your own class", "make it inside the function")
    return call, (MAKE, "threading", "local")


@reduce.register
def _simple_queue(value: queue.SimpleQueue) -> Reduced:  # type: ignore[type-arg]  # looked at when run
    items = []
    while not value.empty():
        items.append(value.get_nowait())
    for item in items:
        value.put(item)
    return call, (SIMPLE_QUEUE, items)


@reduce.register
def _thread_pool(value: concurrent.futures.ThreadPoolExecutor) -> Reduced:
    if type(value) is not concurrent.futures.ThreadPoolExecutor:
        raise Refused(value, "a pool of your own class", "make it inside the function")
    return call, (POOL, "ThreadPoolExecutor", value._max_workers, value._shutdown)


@reduce.register
def _process_pool(value: concurrent.futures.ProcessPoolExecutor) -> Reduced:
    shut = value._shutdown_thread
    return call, (POOL, "ProcessPoolExecutor", vars(value)["_max_workers"], shut)


@reduce.register
def _context_variable(value: contextvars.ContextVar) -> Reduced:  # type: ignore[type-arg]  # looked at when run
    default = _value_of(contextvars.Context().run, value)
    return call, (CONTEXT_VARIABLE, value.name, default, _value_of(_call, value))


@reduce.register(type(functools.cache(len)))
def _cached(value: Any) -> Reduced:
    """Reduce a function with a cache, without the cache; the function comes last, since it may call itself."""
    home = sys.modules.get(value.__module__)
    if value.__module__ != "__main__" and getattr(home, value.__qualname__, None) is value:
        return NotImplemented
    how = value.cache_parameters()
    arguments = CACHED, how["maxsize"], how["typed"]
    return call, arguments, value.__wrapped__, None, None, FILL


@reduce.register
def _asyncio_primitive(value: asyncio.mixins._LoopBoundMixin) -> Reduced:
    state = {key: _unbound(key, each) for key, each in vars(value).items() if key != "_loop"}
    return vars(copyreg)["__newobj__"], (type(value),), state


@reduce.register
def _file(value: io.IOBase) -> Reduced:
    for name in ("stdin", "stdout", "stderr"):
        if value is getattr(sys, name):
            return getattr, (sys, name)
    if isinstance(value, (io.BytesIO, io.StringIO)):
        return NotImplemented
    raise Refused(value, "an open file", "open it inside the function that uses it")


def refuse(kind: type[Any], what: str, advice: str) -> None:
    """Refuse every object of this type."""

    def refuse_it(value: Any) -> Reduced:
        raise Refused(value, what, advice)

    reduce.register(kind, refuse_it)


def _value_of(
    run: Callable[[Callable[[], Any]], Any], variable: contextvars.ContextVar[Any]
) -> tuple[Any, ...]:
    try:
        return (run(variable.get),)
    except LookupError:
        return ()


def _call(function: Callable[[], Any]) -> Any:
    return function()


def _unbound(key: str, value: Any) -> Any:
    if key in ("_waiters", "_getters", "_putters"):
        return deque() if isinstance(value, deque) else None
    return value


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
