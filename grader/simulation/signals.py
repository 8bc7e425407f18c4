"""Signals of the simulated process, in virtual time.

The simulated main thread is not the process's own, which alone would get the kernel's signals.  So
a program's signals never go there: ``raise_signal``, ``os.kill`` of itself, ``alarm`` and the timers
note them here, and the simulated main thread handles them as Python does, between two of its
steps: at once when it runs, woken when it waits.  One whose default action is to end the process
ends it for real.
"""

import os
import signal as genuine
import sys
from contextlib import suppress

from grader.simulation.scheduler import scheduler
from grader.simulation.thread import BLOCKED, SimThread
from grader.source_files import known, user_frame

IGNORED = ("SIGCHLD", "SIGCONT", "SIGURG", "SIGWINCH", "SIGPIPE", "SIGXFSZ")
_kill, _getpid = os.kill, os.getpid
ONLY_MAIN = "signal only works in main thread of the main interpreter"


class Signals:
    """Handlers, what is on its way, and the alarm clock, of one world."""

    def __init__(self):
        self.handlers = {genuine.SIGINT: genuine.default_int_handler}
        self.wakeup, self.handled = -1, 0
        self.alarm, self.interval = None, 0

    def handler(self, number):
        """What happens on a signal."""
        name = genuine.Signals(number).name
        default = genuine.SIG_IGN if name in ("SIGPIPE", "SIGXFSZ") else genuine.SIG_DFL
        return self.handlers.get(number, default)

    def come(self, number):
        """A signal has come: wake whoever handles it."""
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

    def handle(self):
        """In the main thread: call the handlers of what has come."""
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

    def ring_in(self, after, every):
        """Set the alarm clock to nanoseconds from now, 0: off; what was left of it, and its interval."""
        left = 0 if self.alarm is None else max(self.alarm.deadline - scheduler.now, 1)
        before, self.interval = (left, self.interval), every
        if self.alarm is not None:
            self.alarm.deadline = self.alarm = None
        if after:
            self.alarm = SimThread(-1, "alarm", True, None)
            self.alarm.ring = self._ring
            scheduler.due(self.alarm, scheduler.now + after)
        return before

    def _ring(self):
        self.alarm = None
        if self.interval:
            self.ring_in(self.interval, self.interval)
        self.come(genuine.SIGALRM)


def _write(descriptor, number):
    with suppress(OSError):  # full: whoever listens will wake up anyway
        os.write(descriptor, bytes([number]))


signals = Signals()


def restart():
    """A new world has Python's own handlers and no alarm."""
    signals.__init__()
    scheduler.handle_signals = signals.handle


def signal(number, handler):
    """``signal.signal``."""
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
    signals.handlers[number] = _named(handler)
    return before


def _named(handler):
    return handler if callable(handler) else genuine.Handlers(handler)


def _checked(number):
    try:
        return genuine.Signals(number)
    except ValueError:
        raise ValueError("signal number out of range") from None


def getsignal(number):
    """``signal.getsignal``."""
    return signals.handler(_checked(number))


def raise_signal(number):
    """``signal.raise_signal``: here and now, if the main thread raises it."""
    signals.come(_checked(number))
    if scheduler.current is scheduler.main and scheduler.signalled:
        signals.handle()
    elif known[sys._getframe(1).f_code.co_filename]:
        scheduler.point("raise_signal")


def kill(pid, number):
    """``os.kill``: of this process in virtual time, of others for real."""
    if pid != _getpid() or scheduler.current is scheduler.controller:
        _kill(pid, number)
    elif number:
        raise_signal(number)


def pthread_kill(thread_id, number):
    """``signal.pthread_kill``: the handler is the main thread's all the same."""
    if number:
        raise_signal(number)


def interrupt_main(signum=genuine.SIGINT):
    """``_thread.interrupt_main``: of signals that Python handles, no others."""
    if callable(signals.handler(_checked(signum))):
        raise_signal(signum)


def alarm(seconds):
    """``signal.alarm``."""
    left, _ = signals.ring_in(int(seconds) * 10**9, 0)
    return -(-left // 10**9)


def setitimer(which, seconds, interval=0.0):
    """``signal.setitimer``: of the clock; processor time does not pass in a simulation."""
    if which != genuine.ITIMER_REAL:
        scheduler.stop(
            "uncontrolled", "setitimer of processor time cannot run in virtual time", _here()
        )
    if seconds < 0 or interval < 0:
        raise genuine.ItimerError(22, "Invalid argument")
    after = max(1, round(seconds * 1e9)) if seconds else 0
    left, every = signals.ring_in(after, round(interval * 1e9))
    return left / 1e9, every / 1e9


def getitimer(which):
    """``signal.getitimer``."""
    if which != genuine.ITIMER_REAL or signals.alarm is None:
        return 0.0, 0.0
    return (signals.alarm.deadline - scheduler.now) / 1e9, signals.interval / 1e9


def set_wakeup_fd(descriptor, *, warn_on_full_buffer=True):
    """``signal.set_wakeup_fd``."""
    if scheduler.current is not scheduler.main:
        raise ValueError("set_wakeup_fd only works in main thread of the main interpreter")
    if descriptor != -1:
        os.fstat(descriptor)  # a closed one is an error
    before, signals.wakeup = signals.wakeup, descriptor
    return before


def siginterrupt(number, flag):
    """``signal.siginterrupt``: every wait here goes on after a signal."""


def pause():
    """``signal.pause``: until a handler has run."""
    count = signals.handled
    while signals.handled == count:
        scheduler.block([], None, "signal.pause")


def _here():
    frame = user_frame()
    return frame and (frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)


def install():
    """Put these in the place of ``signal``'s, ``os``'s and ``_thread``'s own."""
    import _thread

    mine = (signal, getsignal, raise_signal, alarm, setitimer, getitimer, pthread_kill, pause)
    for function in (*mine, set_wakeup_fd, siginterrupt):
        if hasattr(genuine, function.__name__):
            setattr(genuine, function.__name__, function)
    os.kill = kill
    _thread.interrupt_main = interrupt_main
    if "threading" in sys.modules and hasattr(sys.modules["threading"], "_interrupt_main"):
        sys.modules["threading"]._interrupt_main = interrupt_main
