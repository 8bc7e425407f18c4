"""``datetime.now()`` in virtual time: the genuine one reads the kernel's clock, in C.

``time``'s clocks and ``sleep`` in virtual time.

``monotonic`` starts at 100 s, not at 0: a deadline is never false.
``time`` starts at a fixed moment, so that nothing depends on today.
"""

import time as _time

from grader.simulation.originals import real
from grader.simulation.scheduler import scheduler
from grader.simulation.spins import EPOCH_NS, START_NS


def sleep(seconds):
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


def monotonic_ns():
    """Virtual nanoseconds."""
    scheduler.polled("the clock")
    return START_NS + scheduler.now


def monotonic():
    """Virtual seconds."""
    return monotonic_ns() / 1e9


def time_ns():
    """Virtual nanoseconds since 1970."""
    scheduler.polled("the clock")
    return EPOCH_NS + scheduler.now


def time():
    """Virtual seconds since 1970."""
    return time_ns() / 1e9


def gmtime(seconds=None):
    return real.gmtime(time() if seconds is None else seconds)


def localtime(seconds=None):
    return real.localtime(time() if seconds is None else seconds)


def strftime(format, moment=None):
    return real.strftime(format, localtime() if moment is None else moment)


def asctime(moment=None):
    return real.asctime(localtime() if moment is None else moment)


def ctime(seconds=None):
    return asctime(localtime(seconds))


def replace(module=_time):
    """Put these in the place of ``time``'s own."""
    module.sleep = sleep
    module.monotonic = module.perf_counter = monotonic
    module.monotonic_ns = module.perf_counter_ns = monotonic_ns
    module.time, module.time_ns = time, time_ns
    module.gmtime, module.localtime = gmtime, localtime
    module.strftime, module.asctime, module.ctime = strftime, asctime, ctime


def install_dates():
    """Let ``datetime.now()`` and its siblings tell virtual time: the genuine ones ask the kernel, in C."""
    import datetime as dt

    class datetime(dt.datetime):
        """The genuine class but for what time it is."""

        @classmethod
        def now(cls, tz=None):
            return cls.fromtimestamp(time(), tz)

        @classmethod
        def today(cls):
            return cls.fromtimestamp(time())

        @classmethod
        def utcnow(cls):
            return cls.fromtimestamp(time(), dt.UTC).replace(tzinfo=None)

        def __repr__(self):
            text = super().__repr__()
            return f"datetime.{text}" if type(self) is datetime else text

    datetime.__module__, datetime.__qualname__ = "datetime", "datetime"
    dt.datetime = datetime
