"""The functions of ``time``, and ``datetime.now()``, in virtual time.

``time.monotonic`` starts at 100 s and ``time.time`` at a fixed moment, so that nothing depends on
today (see `grader.simulation.spins`).
"""

from __future__ import annotations

import time as _time

from grader.simulation.originals import real
from grader.simulation.scheduler import scheduler
from grader.simulation.spins import EPOCH_NS, START_NS

TYPE_CHECKING = False  # stands for that of `typing`, which may not be imported here
if TYPE_CHECKING:
    from time import _TimeTuple, struct_time
    from typing import Any


def sleep(seconds: Any) -> None:
    """Wait ``seconds`` of virtual time; 0 lets every ready thread go first."""
    if isinstance(seconds, str) or (
        not hasattr(seconds, "__float__") and not hasattr(seconds, "__index__")
    ):
        raise TypeError(f"'{type(seconds).__name__}' object cannot be interpreted as an integer")
    seconds = float(seconds)
    if seconds != seconds:
        raise ValueError("Invalid value NaN (not a number)")
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    if seconds > 9223372036:
        raise OverflowError("timestamp too large to convert to C PyTime_t")
    if seconds == 0:
        scheduler.point("sleep")
        scheduler.pause()
        return
    scheduler.block(None, scheduler.now + max(1, round(seconds * 1e9)), f"sleep {seconds:g}")


def monotonic_ns() -> int:
    """Return virtual nanoseconds."""
    scheduler.polled("the clock")
    return START_NS + scheduler.now


def monotonic() -> float:
    """Return virtual seconds."""
    return monotonic_ns() / 1e9


def time_ns() -> int:
    """Return virtual nanoseconds since 1970."""
    scheduler.polled("the clock")
    return EPOCH_NS + scheduler.now


def time() -> float:
    """Return virtual seconds since 1970."""
    return time_ns() / 1e9


def gmtime(seconds: float | None = None) -> struct_time:
    return real.gmtime(time() if seconds is None else seconds)


def localtime(seconds: float | None = None) -> struct_time:
    return real.localtime(time() if seconds is None else seconds)


def strftime(format: str, moment: _TimeTuple | struct_time | None = None) -> str:
    return real.strftime(format, localtime() if moment is None else moment)


def asctime(moment: _TimeTuple | struct_time | None = None) -> str:
    return real.asctime(localtime() if moment is None else moment)


def ctime(seconds: float | None = None) -> str:
    return asctime(localtime(seconds))


def replace(module: Any = _time) -> None:
    """Put these functions in the place of ``time``'s own."""
    module.sleep = sleep
    module.monotonic = module.perf_counter = monotonic
    module.monotonic_ns = module.perf_counter_ns = monotonic_ns
    module.time, module.time_ns = time, time_ns
    module.gmtime, module.localtime = gmtime, localtime
    module.strftime, module.asctime, module.ctime = strftime, asctime, ctime


def install_dates() -> None:
    """Let ``datetime.now()`` and its siblings tell virtual time: the genuine ones ask the kernel, in C."""
    import datetime as dt

    class datetime(dt.datetime):
        """The genuine class, except that the current time is virtual."""

        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> datetime:
            return cls.fromtimestamp(time(), tz)

        @classmethod
        def today(cls) -> datetime:
            return cls.fromtimestamp(time())

        @classmethod
        def utcnow(cls) -> datetime:
            return cls.fromtimestamp(time(), dt.UTC).replace(tzinfo=None)

        def __repr__(self) -> str:
            text = super().__repr__()
            return f"datetime.{text}" if type(self) is datetime else text

    datetime.__module__, datetime.__qualname__ = "datetime", "datetime"
    dt.datetime = datetime  # type: ignore[misc]  # datetime.now is what it is replaced for
