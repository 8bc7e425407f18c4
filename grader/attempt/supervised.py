"""One child as the warm parent sees it: its deadline, what it printed, how it ended."""

import os
import signal
from contextlib import suppress
from resource import struct_rusage

from grader.attempt import protocol
from grader.attempt.endings import ending

GRACE = 0.5  # seconds from the request to show where it is to the kill


class Supervised:
    """A running child: hurried when its time is up, killed when nobody waits for it."""

    def __init__(self, pid: int, end: int, captures: list, deadline: float, cpu: int):
        self.pid, self.end, self.captures = pid, end, captures
        self.deadline, self.cpu = deadline, cpu
        self.late = self.unwanted = self.crowded = False

    def hurry(self, now: float) -> None:
        """At the deadline ask for the stack, which ends the child; a little later, kill it.

        SIGXCPU is what the kernel sends for too much CPU time: one handler, set by the child
        before the learner's code is there, writes where every thread is, then lets it die.
        """
        if self.late:
            self.signal(signal.SIGKILL)
        else:
            self.late = True
            self.signal(signal.SIGXCPU)
        self.deadline = now + GRACE

    def kill(self) -> None:
        """End it: the judge does not want it any more."""
        self.unwanted = True
        self.signal(signal.SIGKILL)

    def signal(self, number: int) -> None:
        """Send a signal to the child and to all of its group."""
        _send(os.killpg, self.pid, number)
        _send(os.kill, self.pid, number)  # it may not have made its group yet

    def report(self, status: int, usage: struct_rusage) -> bytes:
        """The last message about it, once it is dead; its group goes with it."""
        _send(os.killpg, self.pid, signal.SIGKILL)
        for capture in self.captures:
            capture.drain()
        stdout, stderr, stack = (capture.text() for capture in self.captures)
        how = self._ending(status, usage)
        return protocol.encode(how | {"stdout": stdout, "stderr": stderr, "stack": stack})

    def _ending(self, status: int, usage: struct_rusage) -> dict:
        code = os.waitstatus_to_exitcode(status)
        used_up = usage.ru_utime + usage.ru_stime >= self.cpu
        return ending(
            code, late=self.late, unwanted=self.unwanted, used_up=used_up, crowded=self.crowded
        )


def _send(send, target: int, number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        send(target, number)
