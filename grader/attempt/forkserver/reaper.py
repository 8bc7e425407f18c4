"""A crowd of processes is noticed within a moment and ended, whoever started it and how.

``forks`` counts what Python starts, and says so politely.  This counts what is there, for the
bombs that fork behind Python's back: thousands of processes would take the machine from everybody.

Nobody stays behind: notice deaths, bury the dead, kill the strays.

A learner's processes may leave their group (``setsid``) and outlive their parent.  On Linux the
fork server is made the "subreaper" of all its descendants, so that orphans become its children.
"""

import os
import signal
from contextlib import suppress
from pathlib import Path

from grader.attempt import linux
from grader.attempt.limits import CROWD
from grader.attempt.procfs import descendants


def wake_on_death() -> int:
    """Become the parent of all orphans; a descriptor that is readable when a child has died."""
    linux.prctl(linux.PR_SET_CHILD_SUBREAPER, 1)
    reading, writing = os.pipe()
    for descriptor in (reading, writing):
        os.set_blocking(descriptor, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    return reading


def drain(descriptor: int) -> None:
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


def reap_all() -> None:
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


EVERY = 0.1  # seconds
ROUNDS = 5  # of killing those who fork while they are being killed


class CrowdWatch:
    """Counts, now and then, the processes below this one."""

    def __init__(self, clock):
        self.clock, self.next, self.calm = clock, 0.0, population()

    def begin(self):
        """Nobody is there yet: what else this machine runs is not what we count."""
        self.calm = population()

    def finds_a_crowd(self):
        """Whether there are too many; asks seldom, and looks closely only where it has to."""
        now = self.clock()
        if now < self.next:
            return False
        self.next = now + EVERY
        return population() > self.calm + CROWD and len(descendants()) > CROWD


def population():
    """How many processes can be seen from here; 0 where there is no /proc."""
    try:
        return sum(name.isdigit() for name in os.listdir("/proc"))  # noqa: PTH208
    except OSError:
        return 0


def disperse():
    """Kill everybody below this process: all at once as process 1, else until nobody is left."""
    if os.getpid() == 1:
        kill(-1)
        return
    for _ in range(ROUNDS):
        below = [int(pid) for pid in descendants()]
        for number in (signal.SIGSTOP, signal.SIGKILL):  # who is stopped forks no more
            for pid in below:
                kill(pid, number)
