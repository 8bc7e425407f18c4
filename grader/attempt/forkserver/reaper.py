"""Reap children, kill orphans, and limit how many processes there are.

A learner's processes may leave their group (``setsid``) and outlive their parent.  On Linux the
fork server is the "subreaper" of all its descendants, so that orphans become its children.

`child.main` counts the processes that Python starts, and refuses the next one with an error.
`ProcessLimit` counts the processes that exist: a fork bomb behind Python's back would otherwise take
the machine from everybody.
"""

import os
import signal
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from pathlib import Path
from resource import struct_rusage

from grader.attempt import linux
from grader.attempt.limits import MOST_PROCESSES_AT_ONCE
from grader.attempt.procfs import descendants

INTERVAL = 0.1  # seconds between two counts of the processes
ROUNDS = 5  # of killing, since processes may fork while they are being killed


def become_subreaper() -> int:
    """Become the parent of all orphans; return a descriptor that is readable when a child has died."""
    linux.prctl(linux.PR_SET_CHILD_SUBREAPER, 1)
    reading, writing = os.pipe()
    for descriptor in (reading, writing):
        os.set_blocking(descriptor, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    return reading


def drain(descriptor: int) -> None:
    """Read what the signals of dead children have written to the descriptor of `become_subreaper`."""
    os.read(descriptor, 4096)


def reap() -> Iterator[tuple[int, int, struct_rusage]]:
    """Yield process id, wait status and resource usage of each child that has died; do not wait."""
    while True:
        try:
            pid, status, usage = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        yield pid, status, usage


def kill_orphans(attempts: Collection[int]) -> None:
    """Kill each adopted process whose session is not that of a running attempt."""
    if os.getpid() == 1 and not attempts:  # of a namespace: every other process is an orphan
        kill(-1)
        return
    for pid in _children():
        if pid not in attempts and _session(pid) not in attempts:
            kill(pid)


def kill_children() -> None:
    """Kill and reap every child, the adopted ones included."""
    while pids := _children():
        for pid in pids:
            kill(pid)
        os.wait()


def kill_descendants() -> None:
    """Kill every process below this one: all at once as process 1, else in several rounds."""
    if os.getpid() == 1:
        kill(-1)
        return
    for _ in range(ROUNDS):
        below = [int(pid) for pid in descendants()]
        for number in (signal.SIGSTOP, signal.SIGKILL):  # a stopped process does not fork
            for pid in below:
                kill(pid, number)


def kill(pid: int, number: int = signal.SIGKILL) -> None:
    """Send a signal to a process, if it exists; the id -1 stands for all others in the namespace."""
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)


class ProcessLimit:
    """Counts the processes below this one, at most once in `INTERVAL` seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock, self.next, self.others = clock, 0.0, count_processes()

    def reset(self) -> None:
        """Take all processes that exist now for the machine's own; call this before the first attempt."""
        self.others = count_processes()

    def is_exceeded(self) -> bool:
        """Return True if there are too many processes; look at each one only if the sum is suspicious."""
        now = self.clock()
        if now < self.next:
            return False
        self.next = now + INTERVAL
        suspicious = count_processes() > self.others + MOST_PROCESSES_AT_ONCE
        return suspicious and len(descendants()) > MOST_PROCESSES_AT_ONCE


def count_processes() -> int:
    """Return how many processes can be seen from here; 0 where there is no /proc."""
    try:
        return sum(name.isdigit() for name in os.listdir("/proc"))  # noqa: PTH208
    except OSError:
        return 0


def _children() -> list[int]:
    try:
        text = Path(f"/proc/self/task/{os.getpid()}/children").read_text()
    except OSError:
        return []
    return [int(pid) for pid in text.split()]


def _session(pid: int) -> int | None:
    try:
        return os.getsid(pid)
    except OSError:
        return None
