"""``_thread``'s functions that start, join and end threads.

Up to Python 3.12 ``threading.Thread`` uses ``start_new_thread`` and a sentinel lock that is
released when the thread ends; from 3.13 ``start_joinable_thread`` and ``_ThreadHandle``.
"""

import sys

from grader.simulation.locks import Lock, deadline_of
from grader.simulation.scheduler import scheduler
from grader.simulation.thread import DONE
from grader.simulation.thread_cache import carriers, leave_nothing_behind

tracer = None  # the trace function of every thread
stuck = None  # called with a thread that computes on and on (see ``World._watch``)


def spawn(function, args=(), kwargs=None, daemon=True):
    """Start a simulated thread; it is ready at once and runs when its turn comes."""
    thread = scheduler.add(_name_of(function), daemon)
    work = [function, args, kwargs or {}]
    carriers.put(thread, lambda: _run(thread, work))
    scheduler.event("spawn", "", None, "", thread.id)
    scheduler.ready.append(thread)
    return thread


def _name_of(function):
    owner = getattr(function, "__self__", None)  # threading.Thread starts its _bootstrap
    return getattr(owner, "_name", None) or f"thread-{scheduler.next_id}"


def _run(thread, work):
    scheduler.events.append((scheduler.now, thread.id, "start", "", None))
    try:
        be_traced()
        _call(*work)
    finally:
        work.clear()  # drop references while the token is still here, not after
        leave_nothing_behind()
        _finish(thread)


def be_traced():
    """Give the calling thread the trace function that all have, whatever its OS thread had."""
    if sys.gettrace() is not tracer:
        sys.settrace(tracer)


def _call(function, args, kwargs):
    try:
        function(*args, **kwargs)
    except SystemExit:
        pass
    except BaseException as error:
        sys.unraisablehook(_Unraisable(error, function))  # type: ignore[arg-type]


class _Unraisable:
    """What ``sys.unraisablehook`` is told of a raw thread's exception."""

    def __init__(self, error, function):
        self.exc_type, self.exc_value = type(error), error
        self.exc_traceback = error.__traceback__
        named = sys.version_info >= (3, 13)
        self.err_msg = "Exception ignored in thread started by" + (
            f" {function!r}" if named else ""
        )
        self.object = None if named else function


def _finish(thread):
    """The epilogue: wake whoever joins, hand the token on, end."""
    scheduler.events.append((scheduler.now, thread.id, "end", "", None))
    scheduler.lanes[thread.id][5] = scheduler.now
    thread.state = DONE
    for waiting in list(thread.joiners):
        waiting.release() if type(waiting) is Lock else scheduler.wake(waiting)
    scheduler.threads.pop(thread.id, None)
    scheduler._switch(thread)


def start_new_thread(function, args=(), kwargs=None):
    if not callable(function):
        raise TypeError("first arg must be callable")
    if type(args) is not tuple:
        raise TypeError("2nd arg must be a tuple")
    return spawn(function, args, kwargs).ident


def _set_sentinel():
    """A lock that is released when the calling thread ends (up to 3.12)."""
    lock = Lock()
    scheduler.current.joiners.append(lock)
    return lock


class ThreadHandle:
    """``_thread._ThreadHandle`` (from 3.13): a thread to join."""

    __slots__ = ("__weakref__", "_done", "_thread", "ident")

    def __init__(self):
        self._thread, self._done, self.ident = None, False, 0

    def is_done(self):
        return self._done or (self._thread is not None and self._thread.done)

    def _set_done(self):
        if self._thread is None and not self.ident:
            raise RuntimeError("thread not started")
        self._done = True

    def join(self, timeout=None):
        if self._thread is not None and self._thread is scheduler.current:
            raise RuntimeError("Cannot join current thread")
        if self._thread is None and not self._done:
            raise RuntimeError("thread not started")
        deadline = deadline_of(timeout)
        while not self.is_done():
            if timeout == 0:
                return
            why = f"join {self._thread.name}"
            if not scheduler.block(self._thread.joiners, deadline, why):
                return


def start_joinable_thread(function, handle=None, daemon=True):
    if not callable(function):
        raise TypeError("thread function must be callable")
    handle = ThreadHandle() if handle is None else handle
    if handle._thread is not None:
        raise RuntimeError("thread already started")
    handle._thread = spawn(function, daemon=daemon)
    handle.ident = handle._thread.ident
    return handle


def _make_thread_handle(ident):
    handle = ThreadHandle()
    handle.ident = ident
    for thread in scheduler.threads.values():
        if thread.ident == ident:
            handle._thread = thread
    return handle


def _shutdown():
    """Join every thread that is not a daemon."""
    for thread in list(scheduler.threads.values()):
        while not (thread.done or thread.daemon or thread is scheduler.current):
            scheduler.block(thread.joiners, None, f"join {thread.name}")


def _count():
    """How many threads run besides the main one: carriers that wait for another world do not."""
    return max(len(scheduler.threads) - 1, 0)


def replace(_thread):
    """Put these in the place of ``_thread``'s own, those that this version has."""
    _thread.start_new_thread = _thread.start_new = start_new_thread
    mine = {
        "_set_sentinel": _set_sentinel,
        "start_joinable_thread": start_joinable_thread,
        "_ThreadHandle": ThreadHandle,
        "_make_thread_handle": _make_thread_handle,
        "_shutdown": _shutdown,
        "_count": _count,
    }
    for name, function in mine.items():
        if hasattr(_thread, name):
            setattr(_thread, name, function)
