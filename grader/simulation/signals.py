"""Signals of the simulated process, in virtual time.

The simulated main thread is not the process's own, which alone would get the kernel's signals.  So
a program's signals never go there: ``raise_signal``, ``os.kill`` of itself, ``alarm`` and the timers
note them here, and the simulated main thread handles them as Python does, between two of its
steps: at once when it runs, woken when it waits.  A signal whose default action is to end the
process ends it for real.
"""

from __future__ import annotations

import os
import signal as genuine
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

from grader.simulation.scheduler import scheduler
from grader.simulation.thread import BLOCKED, SimThread
from grader.source_files import user_files, user_frame, where

Handler = Callable[[int, FrameType | None], Any] | int | genuine.Handlers | None

IGNORED = ("SIGCHLD", "SIGCONT", "SIGURG", "SIGWINCH", "SIGPIPE", "SIGXFSZ")
"""Signals that end nothing if they are not handled."""
ONLY_MAIN = "signal only works in main thread of the main interpreter"

_kill, _getpid = os.kill, os.getpid


class Signals:
    """The handlers, the alarm and the wakeup descriptor of one world."""

    def __init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """Begin a new world, which has Python's own handlers and no alarm."""
        self.handlers: dict[int, Any] = {genuine.SIGINT: genuine.default_int_handler}
        self.wakeup, self.handled = -1, 0
        self.alarm: SimThread | None = None
        self.interval = 0  # nanoseconds after which the alarm comes again; 0: it does not

    def handler(self, number: int) -> Any:
        """Return the handler of a signal: a function, SIG_DFL or SIG_IGN."""
        name = genuine.Signals(number).name
        default = genuine.SIG_IGN if name in ("SIGPIPE", "SIGXFSZ") else genuine.SIG_DFL
        return self.handlers.get(number, default)

    def deliver(self, number: int) -> None:
        """Note a signal for the main thread, and wake that thread."""
        handler = self.handler(number)
        if handler == genuine.SIG_IGN or scheduler.draining is not None:
            return
        if handler == genuine.SIG_DFL:
            if genuine.Signals(number).name not in IGNORED:
                _kill(_getpid(), number)
            return
        if self.wakeup >= 0:
            _write(self.wakeup, number)
        scheduler.signalled.append(number)
        if scheduler.main.state is BLOCKED:
            scheduler.wake(scheduler.main)

    def handle(self) -> None:
        """Call the handlers of the signals that have come; called in the main thread."""
        thread = scheduler.current
        outer = thread.op, thread.target, thread.frame
        thread.op, thread.target, thread.frame = "", None, None
        try:
            while scheduler.signalled:
                number = genuine.Signals(scheduler.signalled.pop(0))
                self.handled += 1
                scheduler.event("log", number.name)
                self.handler(number)(int(number), user_frame())
        finally:
            thread.op, thread.target, thread.frame = outer

    def left(self) -> int:
        """Return the nanoseconds until the alarm; 0 without one."""
        deadline = None if self.alarm is None else self.alarm.deadline
        return 0 if deadline is None else deadline - scheduler.now

    def set_alarm(self, after: int, every: int) -> tuple[int, int]:
        """Set the alarm to ``after`` nanoseconds from now, 0: none; return what was left, and its interval."""
        left = 0 if self.alarm is None else max(self.left(), 1)
        before, self.interval = (left, self.interval), every
        if self.alarm is not None:
            self.alarm.deadline = None
            self.alarm = None
        if after:
            self.alarm = SimThread(-1, "alarm", True, None)
            self.alarm.on_deadline = self._ring
            scheduler.due(self.alarm, scheduler.now + after)
        return before

    def _ring(self) -> None:
        self.alarm = None
        if self.interval:
            self.set_alarm(self.interval, self.interval)
        self.deliver(genuine.SIGALRM)


signals = Signals()


def install() -> None:
    """Put these functions in the place of ``signal``'s, ``os``'s and ``_thread``'s own."""
    import _thread

    ours = (signal, getsignal, raise_signal, alarm, setitimer, getitimer, pthread_kill, pause)
    for function in (*ours, set_wakeup_fd, siginterrupt):
        if hasattr(genuine, function.__name__):
            setattr(genuine, function.__name__, function)
    os.kill = kill
    _thread.interrupt_main = interrupt_main
    if hasattr(sys.modules.get("threading"), "_interrupt_main"):
        setattr(sys.modules["threading"], "_interrupt_main", interrupt_main)  # noqa: B010


def restart() -> None:
    """Begin a new world, which has Python's own handlers and no alarm."""
    signals.restart()
    scheduler.handle_signals_with(signals.handle)


def signal(number: int, handler: Handler) -> Any:
    """Replace ``signal.signal``."""
    number = _checked(number)
    if scheduler.current is not scheduler.main:
        raise ValueError(ONLY_MAIN)
    if not callable(handler) and handler not in (genuine.SIG_IGN, genuine.SIG_DFL):
        raise TypeError(
            "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object"
        )
    if number in (genuine.SIGKILL, genuine.SIGSTOP):
        raise OSError(22, "Invalid argument")
    before = signals.handler(number)
    signals.handlers[number] = handler if callable(handler) else genuine.Handlers(handler)
    return before


def getsignal(number: int) -> Any:
    """Replace ``signal.getsignal``."""
    return signals.handler(_checked(number))


def raise_signal(number: int) -> None:
    """Replace ``signal.raise_signal``: here and now, if the main thread raises it."""
    signals.deliver(_checked(number))
    if scheduler.current is scheduler.main and scheduler.signalled:
        signals.handle()
    elif user_files[sys._getframe(1).f_code.co_filename]:
        scheduler.point("raise_signal")


def kill(pid: int, number: int) -> None:
    """Replace ``os.kill``: of this process in virtual time, of others for real."""
    if pid != _getpid() or scheduler.current is scheduler.controller:
        _kill(pid, number)
    elif number:
        raise_signal(number)


def pthread_kill(thread_id: int, number: int) -> None:
    """Replace ``signal.pthread_kill``: the handler is the main thread's all the same."""
    if number:
        raise_signal(number)


def interrupt_main(signum: int = genuine.SIGINT) -> None:
    """Replace ``_thread.interrupt_main``: it raises signals that Python handles, no others."""
    if callable(signals.handler(_checked(signum))):
        raise_signal(signum)


def alarm(seconds: int) -> int:
    """Replace ``signal.alarm``."""
    left, _ = signals.set_alarm(int(seconds) * 10**9, 0)
    return -(-left // 10**9)


def setitimer(which: int, seconds: float, interval: float = 0.0) -> tuple[float, float]:
    """Replace ``signal.setitimer``, of the clock; processor time does not pass in a simulation."""
    if which != genuine.ITIMER_REAL:
        scheduler.stop(
            "uncontrolled", "setitimer of processor time cannot run in virtual time", where()
        )
    if seconds < 0 or interval < 0:
        raise genuine.ItimerError(22, "Invalid argument")
    after = max(1, round(seconds * 1e9)) if seconds else 0
    left, every = signals.set_alarm(after, round(interval * 1e9))
    return left / 1e9, every / 1e9


def getitimer(which: int) -> tuple[float, float]:
    """Replace ``signal.getitimer``."""
    if which != genuine.ITIMER_REAL or signals.alarm is None:
        return 0.0, 0.0
    return signals.left() / 1e9, signals.interval / 1e9


def set_wakeup_fd(descriptor: int, *, warn_on_full_buffer: bool = True) -> int:
    """Replace ``signal.set_wakeup_fd``."""
    if scheduler.current is not scheduler.main:
        raise ValueError("set_wakeup_fd only works in main thread of the main interpreter")
    if descriptor != -1:
        os.fstat(descriptor)  # a closed one is an error
    before, signals.wakeup = signals.wakeup, descriptor
    return before


def siginterrupt(number: int, flag: bool) -> None:
    """Replace ``signal.siginterrupt``: every wait here goes on after a signal."""


def pause() -> None:
    """Replace ``signal.pause``: wait until a handler has run."""
    count = signals.handled
    while signals.handled == count:
        scheduler.block([], None, "signal.pause")


def _checked(number: int) -> genuine.Signals:
    try:
        return genuine.Signals(number)
    except ValueError:
        raise ValueError("signal number out of range") from None


def _write(descriptor: int, number: int) -> None:
    with suppress(OSError):  # full: the reader will wake up anyway
        os.write(descriptor, bytes([number]))
