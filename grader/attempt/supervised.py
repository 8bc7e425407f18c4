"""One child as the warm parent sees it: its deadline, what it printed, how it ended."""

import os
import signal

from grader.attempt import protocol

GRACE = 0.5  # seconds from the request to show where it is to the kill


class Supervised:
    """A running child: hurried when its time is up, killed when nobody waits for it."""

    def __init__(self, pid: int, end: int, captures: list, deadline: float, cpu: int):
        self.pid, self.end, self.captures = pid, end, captures
        self.deadline, self.cpu = deadline, cpu
        self.late, self.unwanted = False, False

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
        for send in (os.killpg, os.kill):
            try:
                send(self.pid, number)
            except (ProcessLookupError, PermissionError):
                pass

    def report(self, status: int, usage) -> bytes:
        """The last message about it, once it is dead; its group goes with it."""
        _kill_group(self.pid)
        for capture in self.captures:
            capture.drain()
        stdout, stderr, stack = (capture.text() for capture in self.captures)
        how = {**self._how(status, usage), "stdout": stdout, "stderr": stderr, "stack": stack}
        return protocol.encode(how)

    def _how(self, status: int, usage) -> dict:
        code = os.waitstatus_to_exitcode(status)
        name = _name(-code) if code < 0 else None
        how = {"end": "crashed", "limit": None, "signal": name, "exit": None if name else code}
        if self.late:
            return how | {"end": "timed out", "limit": "wall"}
        if self._used_up(name, usage):
            return how | {"end": "timed out", "limit": "cpu"}
        if self.unwanted or name == "SIGKILL":
            return how | {"end": "killed"}
        return how | {"end": "crashed" if code else "done"}

    def _used_up(self, name: str | None, usage) -> bool:
        used = usage.ru_utime + usage.ru_stime
        return name == "SIGXCPU" or (name == "SIGKILL" and used >= self.cpu)


def _kill_group(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass


def _name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # a real-time signal
        return f"signal {number}"
