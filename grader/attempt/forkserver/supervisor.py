"""The loop of the fork server: fork children, watch them, report how each one ended, leave nothing behind.

    descriptor            when it is readable               then
    control               the judge wants a child           fork one
                          … or has closed it                kill everything, exit
    end (one a child)     the judge has closed it           kill the child
    stdout, stderr, stack the child has written             keep it, up to a limit
    signals               a child has died                  reap it, write its report to `end`

There is one thread and one ``poll``, so that forking is safe and nothing here waits for one child only.
"""

import os
import select
import signal
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from resource import struct_rusage
from typing import Any

from grader.attempt import protocol
from grader.attempt.child import forked
from grader.attempt.forkserver import reaper
from grader.attempt.forkserver.reaper import INTERVAL, ProcessLimit
from grader.attempt.output import Capture, ending
from grader.attempt.protocol import REQUEST

GRACE = 0.5  # seconds that an expired child gets to write its stack before it is killed
STACK_BYTES = 64 * 1024  # of a dying child's stack that are kept
NULL = os.open(os.devnull, os.O_RDWR)
Action = Callable[[int], None]


class Supervised:
    """A running child: its process, the judge's end of it, its output, and when its time is over."""

    def __init__(
        self, pid: int, end: int, captures: Sequence[Capture], deadline: float, cpu: int
    ) -> None:
        self.pid, self.end, self.captures = pid, end, captures
        self.deadline, self.cpu = deadline, cpu
        self.late = self.cancelled = self.over_limit = False

    def expire(self, now: float) -> None:
        """Ask the child for its stack, which ends the child; kill it if this is the second time.

        SIGXCPU is what the kernel sends for too much CPU time.  One handler, which the child has set
        before the learner's code came, writes where every thread is and lets the child die.
        """
        if self.late:
            self.signal(signal.SIGKILL)
        else:
            self.late = True
            self.signal(signal.SIGXCPU)
        self.deadline = now + GRACE

    def cancel(self) -> None:
        """Kill the child, because the judge does not want its result any more."""
        self.cancelled = True
        self.signal(signal.SIGKILL)

    def signal(self, number: int) -> None:
        """Send a signal to the child and to its process group."""
        _send(os.killpg, self.pid, number)
        _send(os.kill, self.pid, number)  # the child may not have made its group yet

    def report(self, status: int, usage: struct_rusage) -> bytes:
        """Return the frame that tells how the dead child ended; kill the rest of its group."""
        _send(os.killpg, self.pid, signal.SIGKILL)
        for capture in self.captures:
            capture.drain()
        stdout, stderr, stack = (capture.text() for capture in self.captures)
        how = self._ending(status, usage)
        return protocol.encode(how | {"stdout": stdout, "stderr": stderr, "stack": stack})

    def _ending(self, status: int, usage: struct_rusage) -> dict[str, Any]:
        return ending(
            os.waitstatus_to_exitcode(status),
            late=self.late,
            cancelled=self.cancelled,
            used_up=usage.ru_utime + usage.ru_stime >= self.cpu,
            over_limit=self.over_limit,
        )


class Supervisor:
    """The fork server's state: an action for each descriptor, a `Supervised` for each child."""

    def __init__(
        self, descriptor: int, world: str, clock: Callable[[], float], *, enclosed: bool = False
    ) -> None:
        self.control = socket.socket(fileno=descriptor)
        self.world, self.clock, self.enclosed = world, clock, enclosed
        self.poll = select.poll()
        self.actions: dict[int, Action] = {}  # descriptor → what to do when it is ready
        self.children: dict[int, Supervised] = {}  # by process id
        self.process_limit = ProcessLimit(clock)
        self._watch(descriptor, self._accept)
        self._watch(reaper.become_subreaper(), reaper.drain)

    def serve(self) -> None:
        """Serve until the judge closes the control socket, then end this process."""
        os.write(self.control.fileno(), b"R")
        while True:
            for descriptor, _event in self.poll.poll(self._timeout()):
                if descriptor in self.actions:  # another action may have removed this one
                    self.actions[descriptor](descriptor)
            self._reap()
            self._check_deadlines()
            self._check_process_limit()

    def _watch(self, descriptor: int, action: Action, events: int = select.POLLIN) -> None:
        self.actions[descriptor] = action
        self.poll.register(descriptor, events)

    def _unwatch(self, descriptor: int) -> None:
        if self.actions.pop(descriptor, None):
            self.poll.unregister(descriptor)

    def _timeout(self) -> float | None:
        """Return the milliseconds until a child must be looked at; None if there is no child."""
        if not self.children:
            return None
        soon = min(each.deadline for each in self.children.values()) - self.clock()
        return max(0, min(soon, INTERVAL)) * 1000 + 1

    def _accept(self, _descriptor: int) -> None:
        request, descriptors = self._request()
        if not request:
            self._exit()
        self._fork(*REQUEST.unpack(request), *descriptors)

    def _request(self) -> tuple[bytes, list[int]]:
        try:
            return socket.recv_fds(self.control, REQUEST.size, 2)[:2]
        except ConnectionError:  # the judge was killed
            return b"", []

    def _exit(self) -> None:
        for each in self.children.values():
            each.cancel()
        reaper.kill_children()
        os._exit(0)

    def _fork(self, wall: float, cpu: int, output: int, channel: int, end: int) -> None:
        if not self.children:
            self.process_limit.reset()
        pipes = [os.pipe() for _ in range(3)]
        reading, writing = zip(*pipes, strict=True)
        pid = os.fork()
        if pid == 0:
            forked.become_child(self.world, self.enclosed, NULL, channel, *writing)
        for descriptor in (channel, *writing):
            os.close(descriptor)
        sizes = (output, output, STACK_BYTES)
        captures = [Capture(each, size) for each, size in zip(reading, sizes, strict=True)]
        self._supervise(Supervised(pid, end, captures, self.clock() + wall, cpu))

    def _supervise(self, child: Supervised) -> None:
        self.children[child.pid] = child
        self._watch(child.end, lambda end: self._cancel(end, child))
        for capture in child.captures:
            self._watch(capture.reading, partial(self._read, capture))

    def _cancel(self, end: int, child: Supervised) -> None:
        """Kill the child: the judge never writes to ``end``, so ``end`` is readable when it is closed."""
        self._unwatch(end)
        child.cancel()

    def _read(self, capture: Capture, descriptor: int) -> None:
        if not capture.read():
            self._unwatch(descriptor)  # the child closed it; it stays open here until the end

    def _check_deadlines(self) -> None:
        now = self.clock()
        for each in self.children.values():
            if each.deadline <= now:
                each.expire(now)

    def _check_process_limit(self) -> None:
        """End all attempts if there are too many processes: one fork server's are all one learner's."""
        if self.children and self.process_limit.is_exceeded():
            for each in self.children.values():
                each.over_limit = True
            reaper.kill_descendants()

    def _reap(self) -> None:
        for pid, status, usage in reaper.reap():
            if pid in self.children:
                self._finish(self.children.pop(pid), status, usage)
        reaper.kill_orphans(self.children)

    def _finish(self, ended: Supervised, status: int, usage: struct_rusage) -> None:
        for descriptor in (ended.end, *(capture.reading for capture in ended.captures)):
            self._unwatch(descriptor)
        report = ended.report(status, usage)
        self._write(ended.end, report)

    def _write(self, descriptor: int, report: bytes) -> None:
        """Write without waiting: a judge that does not read must not hold up the others."""
        os.set_blocking(descriptor, False)
        try:
            report = report[os.write(descriptor, report) :]
        except BlockingIOError:
            pass
        except OSError:  # the judge has gone
            report = b""
        self._unwatch(descriptor)
        if report:
            self._watch(descriptor, lambda each: self._write(each, report), select.POLLOUT)
        else:
            os.close(descriptor)


def _send(send: Callable[[int, int], None], target: int, number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        send(target, number)
