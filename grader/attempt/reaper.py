"""Nobody stays behind: notice deaths, bury the dead, kill the strays.

A learner's processes may leave their group (``setsid``) and outlive their parent.  On Linux the
warm parent is made the "subreaper" of all its descendants, so that orphans become its children.
"""

import ctypes
import os
import signal
from contextlib import suppress
from pathlib import Path

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36


def prctl(option: int, value: int) -> None:
    """Call Linux's ``prctl``; elsewhere do nothing."""
    if os.path.exists("/proc/self/status"):  # noqa: PTH110 (also called right after a fork)
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def wake_on_death() -> int:
    """Become the parent of all orphans; a descriptor that is readable when a child has died."""
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    reading, writing = os.pipe()
    for descriptor in (reading, writing):
        os.set_blocking(descriptor, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    return reading


def hush(descriptor: int) -> None:
    """Take what was written to wake us."""
    os.read(descriptor, 4096)


def dead():
    """The children that have died since, with status and usage."""
    while True:
        try:
            pid, status, usage = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        yield pid, status, usage


def kill_strays(supervised) -> None:
    """Kill those adopted orphans whose session is not that of a living attempt."""
    if os.getpid() == 1 and not supervised:  # of a namespace: everybody else is a stray
        kill(-1)
        return
    for pid in _children():
        if pid not in supervised and _session(pid) not in supervised:
            kill(pid)


def bury_everybody() -> None:
    """Kill and wait for every child, the adopted ones included."""
    while pids := _children():
        for pid in pids:
            kill(pid)
        os.wait()


def _children() -> list[int]:
    try:
        text = Path(f"/proc/self/task/{os.getpid()}/children").read_text()
    except OSError:
        return []
    return [int(pid) for pid in text.split()]


def _session(pid: int):
    try:
        return os.getsid(pid)
    except OSError:
        return None


def kill(pid: int, number: int = signal.SIGKILL) -> None:
    """Send a signal to whoever is still there; -1 is everybody else in the namespace."""
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)
