"""``_thread``'s Lock and RLock, made of the scheduler's three operations.

Their errors are CPython's, word for word, since its own lock tests are the specification.
Only a lock taken by user code is a scheduling point; the standard library's internal locks
block but offer no choice, which keeps schedules short and the same on every Python version.

Each ``acquire`` notes which thread holds the lock and where it took it, for deadlock reports.  It
is the hottest path of all, so the line is worked out when a report asks for it (see `holder_of`).
"""

from __future__ import annotations

import sys
from sys import _getframe

from grader.simulation.scheduler import scheduler
from grader.source_files import place_at, place_in, user_files, user_frame

TYPE_CHECKING = False  # stands for that of `typing`, which may not be imported here
if TYPE_CHECKING:
    from types import CodeType, FrameType
    from typing import Any

    from grader.simulation.thread import SimThread
    from grader.source_files import Place

    Holder = tuple[SimThread, CodeType | None, int | None]

TIMEOUT_MAX = 9223372036.0
"""Seconds; CPython's own bound."""
TAKING = ("Condition.acquire", "Condition.wait")
"""Library operations that return holding a lock."""


class Lock:
    """A mutual-exclusion lock of the simulated world."""

    __slots__ = ("__weakref__", "_holder", "_locked", "_waiters")

    def __init_subclass__(cls) -> None:
        raise TypeError("type '_thread.lock' is not an acceptable base type")

    def __init__(self) -> None:
        self._locked = False
        self._waiters: list[SimThread] = []
        self._holder: Holder | None = None

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        if timeout != -1:
            check_timeout(blocking, timeout)
        frame = _getframe(1)
        code = frame.f_code
        if user_files[code.co_filename]:
            scheduler.point("lock.acquire")
            holder: Holder | None = (scheduler.current, code, frame.f_lasti)
        else:
            holder = _holder_in_library()
        if (self._locked or scheduler.taken >= scheduler.most_locks) and not self._wait(
            blocking, timeout
        ):
            return False
        scheduler.taken += 1
        self._locked, self._holder = True, holder
        return True

    def _wait(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Wait until the lock is free; return False if that takes too long."""
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

    def release(self) -> None:
        if not self._locked:
            raise RuntimeError("release unlocked lock")
        self._locked, self._holder = False, None
        if self._waiters:
            scheduler.wake(self._waiters[0])

    def locked(self) -> bool:
        return self._locked

    def __enter__(self) -> bool:
        frame = _getframe(1)
        code = frame.f_code
        if user_files[code.co_filename]:
            scheduler.point("lock.acquire")
            holder: Holder | None = (scheduler.current, code, frame.f_lasti)
        else:
            holder = _holder_in_library()
        if self._locked or scheduler.taken >= scheduler.most_locks:
            self._wait()
        scheduler.taken += 1
        self._locked, self._holder = True, holder
        return True

    def __exit__(self, *exc: object) -> None:
        if not self._locked:
            raise RuntimeError("release unlocked lock")
        self._locked, self._holder = False, None
        if self._waiters:
            scheduler.wake(self._waiters[0])

    def _is_owned(self) -> bool:
        """Spare Condition its try-acquire, which would count as a poll."""
        return self._locked

    def _at_fork_reinit(self) -> None:
        self._locked, self._holder = False, None
        self._waiters.clear()

    acquire_lock, release_lock, locked_lock = acquire, release, locked

    def __repr__(self) -> str:
        state = "locked" if self._locked else "unlocked"
        return f"<{state} _thread.lock object at {id(self):#x}>"


class RLock:
    """A re-entrant lock of the simulated world."""

    __slots__ = ("__weakref__", "_count", "_holder", "_owner", "_waiters")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # deprecated from 3.13 on, and ignored
        self._owner: SimThread | None = None
        self._count = 0
        self._waiters: list[SimThread] = []
        self._holder: Holder | None = None

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        if timeout != -1:
            check_timeout(blocking, timeout)
        frame = _getframe(1)
        if user_files[frame.f_code.co_filename]:
            scheduler.point("lock.acquire")
        return self._take(frame, blocking, timeout)

    def _take(self, frame: FrameType, blocking: bool = True, timeout: float = -1) -> bool:
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
        in_user_code = user_files[code.co_filename]
        self._holder = (me, code, frame.f_lasti) if in_user_code else _holder_in_library()
        return True

    def release(self, *_exc: object) -> None:
        if self._owner is not scheduler.current:
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1
        if not self._count:
            self._owner = self._holder = None
            if self._waiters:
                scheduler.wake(self._waiters[0])

    def _free(self) -> None:
        self._owner = self._holder = None
        if self._waiters:
            scheduler.wake(self._waiters[0])

    def locked(self) -> bool:
        return self._owner is not None

    def __enter__(self) -> bool:
        frame = _getframe(1)
        if user_files[frame.f_code.co_filename]:
            scheduler.point("lock.acquire")
        return self._take(frame)

    __exit__ = release

    def _is_owned(self) -> bool:
        return self._owner is scheduler.current

    def _recursion_count(self) -> int:
        return self._count if self._owner is scheduler.current else 0

    def _release_save(self) -> tuple[int, SimThread]:
        if self._owner is None:
            raise RuntimeError("cannot release un-acquired lock")
        saved = (self._count, self._owner)
        self._count = 0
        self._free()
        return saved

    def _acquire_restore(self, saved: tuple[int, SimThread]) -> None:
        self._take(_getframe(1))
        self._count, self._owner = saved

    def _at_fork_reinit(self) -> None:
        self._owner, self._count, self._holder = None, 0, None
        self._waiters.clear()

    def __repr__(self) -> str:
        state = "locked" if self._count else "unlocked"
        owner = self._owner.ident if self._owner else 0
        return f"<{state} _thread.RLock object owner={owner} count={self._count} at {id(self):#x}>"


def deadline_of(timeout: float | None) -> int | None:
    """Return the nanosecond of the virtual clock at which ``timeout`` seconds are over; None: never.

    The rest of a timeout that is too small to count (floats: 0.1 + 0.2 - 0.3) is a nanosecond, or a
    loop that waits for it would never end.
    """
    if timeout is None or timeout < 0:
        return None
    return scheduler.now + (max(1, round(timeout * 1e9)) if timeout else 0)


def check_timeout(blocking: bool, timeout: float) -> None:
    """Raise CPython's own complaints about a lock's arguments."""
    if timeout == -1:
        return
    if not blocking:
        raise ValueError("can't specify a timeout for a non-blocking call")
    if timeout < 0:
        raise ValueError("timeout value must be a non-negative number")
    if timeout > TIMEOUT_MAX:
        raise OverflowError("timeout value is too large")


def holder_of(lock: Lock | RLock | None) -> tuple[SimThread | None, Place | None]:
    """Return the thread that holds a lock and where it took it; ``(None, None)`` if none does.

    A library function that took the lock releases it before it returns: the user's line is the call.
    """
    if lock is None or lock._holder is None:
        return None, None
    thread, code, offset = lock._holder
    if code is None or offset is None:
        return thread, None if offset is None else _called_from(thread)
    return thread, place_at(code, offset)


def replace(_thread: Any) -> None:
    """Put these classes in the place of ``_thread``'s own."""
    _thread.allocate_lock = _thread.allocate = _thread.LockType = Lock
    _thread.RLock = RLock
    if hasattr(_thread, "lock"):  # the class's name from 3.13 on
        _thread.lock = Lock


def _holder_in_library() -> Holder:
    """Return the holder of a lock that library code takes, with the user's call if that keeps it."""
    thread = scheduler.current
    if not thread.op:
        frame = user_frame(3)
    elif thread.op in TAKING:
        frame = thread.frame
    else:
        return thread, None, 0
    return (thread, None, None) if frame is None else (thread, frame.f_code, frame.f_lasti)


def _called_from(thread: SimThread) -> Place | None:
    """Return the place of the innermost frame of user code in a thread."""
    frame = sys._current_frames().get(thread.ident)
    while frame is not None and not user_files[frame.f_code.co_filename]:
        frame = frame.f_back
    return place_in(frame)
