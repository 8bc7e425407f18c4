"""``_thread``'s Lock and RLock, made of the scheduler's three operations.

Their errors are CPython's, word for word, since its own lock tests are the specification.
Only a lock taken by user code is a scheduling point; the standard library's internal locks
block but offer no choice, which keeps schedules short and the same on every Python version.

Who holds a lock, and where he took it, is noted at each ``acquire``, for deadlocks: the hottest
path of all, so the line is worked out when it is asked for (see ``holder_of``).
"""

import sys
from sys import _getframe

from grader.simulation.scheduler import scheduler
from grader.source_files import known, place_at, place_in, user_frame

TIMEOUT_MAX = 9223372036.0
TAKING = ("Condition.acquire", "Condition.wait")  # operations that return holding a lock


def deadline_of(timeout):
    """Nanoseconds of the virtual clock at which ``timeout`` seconds are over; None: never.

    A rest of a timeout too small to count (floats: 0.1 + 0.2 - 0.3) is a nanosecond, or whoever
    waits for it in a loop would never get there.
    """
    if timeout is None or timeout < 0:
        return None
    return scheduler.now + (max(1, round(timeout * 1e9)) if timeout else 0)


def check_timeout(blocking, timeout):
    """CPython's own complaints about a lock's arguments."""
    if timeout == -1:
        return
    if not blocking:
        raise ValueError("can't specify a timeout for a non-blocking call")
    if timeout < 0:
        raise ValueError("timeout value must be a non-negative number")
    if timeout > TIMEOUT_MAX:
        raise OverflowError("timeout value is too large")


def passing():
    """Who takes a lock in a library's frame, and in which call of the user's, if he is to hold it."""
    thread = scheduler.current
    if not thread.op:
        frame = user_frame(3)
    elif thread.op in TAKING:
        frame = thread.frame
    else:
        return thread, None, 0
    return (thread, None, None) if frame is None else (thread, frame.f_code, frame.f_lasti)


def holder_of(lock):
    """The thread that holds a lock and where it took it; ``(None, None)``: nobody does.

    A library that took it in passing lets it go before it returns: the user's line is the call.
    """
    if lock is None or lock._holder is None:
        return None, None
    thread, code, offset = lock._holder
    if code is None:
        return thread, None if offset is None else _called_from(thread)
    return thread, place_at(code, offset)


def _called_from(thread):
    frame = sys._current_frames().get(thread.ident)
    while frame is not None and not known[frame.f_code.co_filename]:
        frame = frame.f_back
    return place_in(frame)


class Lock:
    """A mutual-exclusion lock of the simulated world."""

    __slots__ = ("__weakref__", "_holder", "_locked", "_waiters")

    def __init_subclass__(cls):
        raise TypeError("type '_thread.lock' is not an acceptable base type")

    def __init__(self):
        self._locked, self._waiters, self._holder = False, [], None

    def acquire(self, blocking=True, timeout=-1):
        if timeout != -1:
            check_timeout(blocking, timeout)
        frame = _getframe(1)
        code = frame.f_code
        if known[code.co_filename]:
            scheduler.point("lock.acquire")
            holder = (scheduler.current, code, frame.f_lasti)
        else:
            holder = passing()
        if (self._locked or scheduler.taken >= scheduler.most_locks) and not self._wait(
            blocking, timeout
        ):
            return False
        scheduler.taken += 1
        self._locked, self._holder = True, holder
        return True

    def _wait(self, blocking=True, timeout=-1):
        """Until it is free; False: that took too long."""
        while True:
            if self._locked:
                if not blocking or timeout == 0:
                    scheduler.polled("lock.acquire(blocking=False)", self)
                    return False
                deadline = deadline_of(timeout)
                while self._locked:
                    if not scheduler.block(self._waiters, deadline, "lock", on=self):
                        return False
            scheduler.took_many_locks()
            if not self._locked:  # while the others had their turn
                return True

    def release(self):
        if not self._locked:
            raise RuntimeError("release unlocked lock")
        self._locked, self._holder = False, None
        if self._waiters:
            scheduler.wake(self._waiters[0])

    def locked(self):
        return self._locked

    def __enter__(self):
        frame = _getframe(1)
        code = frame.f_code
        if known[code.co_filename]:
            scheduler.point("lock.acquire")
            holder = (scheduler.current, code, frame.f_lasti)
        else:
            holder = passing()
        if self._locked or scheduler.taken >= scheduler.most_locks:
            self._wait()
        scheduler.taken += 1
        self._locked, self._holder = True, holder
        return True

    def __exit__(self, *exc):
        if not self._locked:
            raise RuntimeError("release unlocked lock")
        self._locked, self._holder = False, None
        if self._waiters:
            scheduler.wake(self._waiters[0])

    def _is_owned(self):
        """Spare Condition its try-acquire, which would count as a poll."""
        return self._locked

    def _at_fork_reinit(self):
        self._locked, self._holder = False, None
        self._waiters.clear()

    acquire_lock, release_lock, locked_lock = acquire, release, locked

    def __repr__(self):
        state = "locked" if self._locked else "unlocked"
        return f"<{state} _thread.lock object at {id(self):#x}>"


class RLock:
    """A re-entrant lock of the simulated world."""

    __slots__ = ("__weakref__", "_count", "_holder", "_owner", "_waiters")

    def __init__(self, *args, **kwargs):  # deprecated from 3.13 on, ignored as there
        self._owner, self._count, self._waiters, self._holder = None, 0, [], None

    def acquire(self, blocking=True, timeout=-1):
        if timeout != -1:
            check_timeout(blocking, timeout)
        frame = _getframe(1)
        if known[frame.f_code.co_filename]:
            scheduler.point("lock.acquire")
        return self._take(frame, blocking, timeout)

    def _take(self, frame, blocking=True, timeout=-1):
        me, code = scheduler.current, frame.f_code
        if self._owner is me:
            self._count += 1
            return True
        if self._owner is not None:
            if not blocking or timeout == 0:
                scheduler.polled("rlock.acquire(blocking=False)", self)
                return False
            deadline = deadline_of(timeout)
            while self._owner is not None:
                if not scheduler.block(self._waiters, deadline, "lock", on=self):
                    return False
        self._owner, self._count = me, 1
        self._holder = (me, code, frame.f_lasti) if known[code.co_filename] else passing()
        return True

    def release(self, *_exc):
        if self._owner is not scheduler.current:
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1
        if not self._count:
            self._owner = self._holder = None
            if self._waiters:
                scheduler.wake(self._waiters[0])

    def _free(self):
        self._owner = self._holder = None
        if self._waiters:
            scheduler.wake(self._waiters[0])

    def locked(self):
        return self._owner is not None

    def __enter__(self):
        frame = _getframe(1)
        if known[frame.f_code.co_filename]:
            scheduler.point("lock.acquire")
        return self._take(frame)

    __exit__ = release

    def _is_owned(self):
        return self._owner is scheduler.current

    def _recursion_count(self):
        return self._count if self._owner is scheduler.current else 0

    def _release_save(self):
        if self._owner is None:
            raise RuntimeError("cannot release un-acquired lock")
        saved = (self._count, self._owner)
        self._count = 0
        self._free()
        return saved

    def _acquire_restore(self, saved):
        self._take(_getframe(1))
        self._count, self._owner = saved

    def _at_fork_reinit(self):
        self._owner, self._count, self._holder = None, 0, None
        self._waiters.clear()

    def __repr__(self):
        state = "locked" if self._count else "unlocked"
        owner = self._owner.ident if self._owner else 0
        return f"<{state} _thread.RLock object owner={owner} count={self._count} at {id(self):#x}>"


def replace(_thread):
    """Put these in the place of ``_thread``'s own."""
    _thread.allocate_lock = _thread.allocate = _thread.LockType = Lock
    _thread.RLock = RLock
    if hasattr(_thread, "lock"):  # the class's name from 3.13 on
        _thread.lock = Lock
