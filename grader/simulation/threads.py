"""``_thread``'s functions that start, join and end threads.

Up to Python 3.12 ``threading.Thread`` uses ``start_new_thread`` and a sentinel lock that is
released when the thread ends; from 3.13 ``start_joinable_thread`` and ``_ThreadHandle``.
"""

from __future__ import annotations

import sys

from grader.simulation.locks import Lock, deadline_of
from grader.simulation.scheduler import scheduler
from grader.simulation.thread import DONE
from grader.simulation.thread_cache import forget_thread_state, thread_cache

TYPE_CHECKING = False  # stands for that of `typing`, which may not be imported here
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Any

    from grader.simulation.thread import SimThread

    Tracer = Callable[[FrameType, str, Any], Any]

_tracer: Tracer | None = None


def trace_with(tracer: Tracer | None) -> None:
    """Give every thread that starts from now on this trace function; None: no trace function."""
    global _tracer  # noqa: PLW0603 (a process has one, as it has with ``threading.settrace``)
    _tracer = tracer


def be_traced() -> None:
    """Give the calling thread the trace function of all, whatever its OS thread had before."""
    if sys.gettrace() is not _tracer:
        sys.settrace(_tracer)


def start_new_thread(
    function: Callable[..., object], args: tuple[Any, ...] = (), kwargs: Any = None
) -> int:
    if not callable(function):
        raise TypeError("first arg must be callable")
    if type(args) is not tuple:
        raise TypeError("2nd arg must be a tuple")
    return _spawn(function, args, kwargs).ident


class ThreadHandle:
    """``_thread._ThreadHandle`` (from 3.13): a thread to join."""

    __slots__ = ("__weakref__", "_done", "_thread", "ident")

    def __init__(self) -> None:
        self._thread: SimThread | None = None
        self._done, self.ident = False, 0

    def is_done(self) -> bool:
        return self._done or (self._thread is not None and self._thread.done)

    def _set_done(self) -> None:
        if self._thread is None and not self.ident:
            raise RuntimeError("thread not started")
        self._done = True

    def join(self, timeout: float | None = None) -> None:
        thread = self._thread
        if thread is not None and thread is scheduler.current:
            raise RuntimeError("Cannot join current thread")
        if thread is None and not self._done:
            raise RuntimeError("thread not started")
        deadline = deadline_of(timeout)
        while thread is not None and not self.is_done():
            if timeout == 0:
                return
            if not scheduler.block(thread.joiners, deadline, f"join {thread.name}"):
                return


def start_joinable_thread(
    function: Callable[[], object], handle: ThreadHandle | None = None, daemon: bool = True
) -> ThreadHandle:
    if not callable(function):
        raise TypeError("thread function must be callable")
    handle = ThreadHandle() if handle is None else handle
    if handle._thread is not None:
        raise RuntimeError("thread already started")
    handle._thread = _spawn(function, daemon=daemon)
    handle.ident = handle._thread.ident
    return handle


def replace(_thread: Any) -> None:
    """Put these functions in the place of ``_thread``'s own, those that this version has."""
    _thread.start_new_thread = _thread.start_new = start_new_thread
    ours: dict[str, Any] = {
        "_set_sentinel": _set_sentinel,
        "start_joinable_thread": start_joinable_thread,
        "_ThreadHandle": ThreadHandle,
        "_make_thread_handle": _make_thread_handle,
        "_shutdown": _shutdown,
        "_count": _count,
    }
    for name, function in ours.items():
        if hasattr(_thread, name):
            setattr(_thread, name, function)


def _set_sentinel() -> Lock:
    """Return a lock that is released when the calling thread ends (up to 3.12)."""
    lock = Lock()
    scheduler.current.joiners.append(lock)
    return lock


def _make_thread_handle(ident: int) -> ThreadHandle:
    handle = ThreadHandle()
    handle.ident = ident
    for thread in scheduler.threads.values():
        if thread.ident == ident:
            handle._thread = thread
    return handle


def _shutdown() -> None:
    """Join every thread that is not a daemon."""
    for thread in list(scheduler.threads.values()):
        while not (thread.done or thread.daemon or thread is scheduler.current):
            scheduler.block(thread.joiners, None, f"join {thread.name}")


def _count() -> int:
    """Return how many threads run besides the main one; cached OS threads do not count."""
    return max(len(scheduler.threads) - 1, 0)


def _spawn(
    function: Callable[..., object],
    args: tuple[Any, ...] = (),
    kwargs: dict[str, Any] | None = None,
    daemon: bool = True,
) -> SimThread:
    """Start a simulated thread; it is ready at once and runs when its turn comes."""
    thread = scheduler.add(_name_of(function), daemon)
    work = [function, args, kwargs or {}]
    thread_cache.put(thread, lambda: _run(thread, work))
    scheduler.event("spawn", "", None, "", thread.id)
    scheduler.ready.append(thread)
    return thread


def _name_of(function: Callable[..., object]) -> str:
    owner = getattr(function, "__self__", None)  # threading.Thread starts its _bootstrap
    return getattr(owner, "_name", None) or f"thread-{scheduler.next_id}"


def _run(thread: SimThread, work: list[Any]) -> None:
    scheduler.events.append((scheduler.now, thread.id, "start", "", None))
    try:
        be_traced()
        _call(*work)
    finally:
        work.clear()  # drop references while the token is still here, not after
        forget_thread_state()
        _finish(thread)


def _call(function: Callable[..., object], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    try:
        function(*args, **kwargs)
    except SystemExit:
        pass
    except BaseException as error:
        sys.unraisablehook(_Unraisable(error, function))  # type: ignore[arg-type]


def _finish(thread: SimThread) -> None:
    """End a thread: wake the threads that join it and hand the token on."""
    scheduler.events.append((scheduler.now, thread.id, "end", "", None))
    scheduler.end_lane(thread.id)
    thread.state = DONE
    for waiting in list(thread.joiners):
        waiting.release() if isinstance(waiting, Lock) else scheduler.wake(waiting)
    scheduler.threads.pop(thread.id, None)
    scheduler.hand_on(thread)


class _Unraisable:
    """What ``sys.unraisablehook`` is told of an exception that ends a thread of ``_thread``'s."""

    def __init__(self, error: BaseException, function: Callable[..., object]) -> None:
        self.exc_type, self.exc_value = type(error), error
        self.exc_traceback = error.__traceback__
        named = sys.version_info >= (3, 13)
        self.err_msg = "Exception ignored in thread started by" + (
            f" {function!r}" if named else ""
        )
        self.object = None if named else function
