"""The loop of the fork server: fork what is asked for, watch it, report its end, leave nothing.

One thread and one ``poll``, so that forking is safe and nothing here can wait for a child.

One child as the fork server sees it: its deadline, what it printed, how it ended.
"""

import os
import select
import signal
import socket
from contextlib import suppress
from resource import struct_rusage

from grader.attempt import protocol
from grader.attempt.child import forked
from grader.attempt.exit_status import ending
from grader.attempt.forkserver import reaper
from grader.attempt.forkserver.reaper import EVERY, CrowdWatch, disperse
from grader.attempt.output import Capture
from grader.attempt.protocol import REQUEST

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


ROOM_FOR_STACK = 64 * 1024
NULL = os.open(os.devnull, os.O_RDWR)


class Supervisor:
    """What the fork server is busy with, by descriptor and by process id."""

    def __init__(self, descriptor: int, world: str, clock, *, enclosed: bool = False):
        self.control = socket.socket(fileno=descriptor)
        self.world, self.clock, self.enclosed = world, clock, enclosed
        self.poll = select.poll()
        self.actions = {}  # descriptor → what to do when it is ready
        self.children = {}  # process id → Supervised
        self.crowd_watch = CrowdWatch(clock)
        self._watch(descriptor, self._accept)
        self._watch(reaper.wake_on_death(), reaper.drain)

    def serve(self) -> None:
        """Work until the judge has gone."""
        os.write(self.control.fileno(), b"R")
        while True:
            for descriptor, _event in self.poll.poll(self._patience()):
                if descriptor in self.actions:  # an action may have ended another one
                    self.actions[descriptor](descriptor)
            self._reap()
            self._hurry()
            self._disperse()

    def _watch(self, descriptor: int, action, events=select.POLLIN) -> None:
        self.actions[descriptor] = action
        self.poll.register(descriptor, events)

    def _forget(self, descriptor: int) -> None:
        if self.actions.pop(descriptor, None):
            self.poll.unregister(descriptor)

    def _patience(self):
        """Milliseconds until somebody has to be looked after; None when nobody is there."""
        deadlines = [each.deadline for each in self.children.values()]
        soon = min(deadlines) - self.clock() if deadlines else 0
        return max(0, min(soon, EVERY)) * 1000 + 1 if deadlines else None

    def _accept(self, _descriptor: int) -> None:
        request, descriptors = self._request()
        if not request:
            self._leave()
        self._fork(*REQUEST.unpack(request), *descriptors)

    def _request(self) -> tuple[bytes, list[int]]:
        try:
            return socket.recv_fds(self.control, REQUEST.size, 2)[:2]
        except ConnectionError:  # the judge was killed
            return b"", []

    def _leave(self) -> None:
        for each in self.children.values():
            each.kill()
        reaper.reap_all()
        os._exit(0)

    def _fork(self, wall: float, cpu: int, output: int, talk: int, end: int) -> None:
        if not self.children:
            self.crowd_watch.begin()
        pipes = [os.pipe() for _ in range(3)]
        reading, writing = zip(*pipes, strict=True)
        pid = os.fork()
        if pid == 0:
            forked.become_child(self.world, self.enclosed, NULL, talk, *writing)
        for descriptor in (talk, *writing):
            os.close(descriptor)
        rooms = (output, output, ROOM_FOR_STACK)
        captures = [Capture(each, room) for each, room in zip(reading, rooms, strict=True)]
        self._keep(Supervised(pid, end, captures, self.clock() + wall, cpu))

    def _keep(self, new: Supervised) -> None:
        self.children[new.pid] = new
        self._watch(new.end, lambda end: self._drop(end, new))
        for capture in new.captures:
            self._watch(capture.reading, lambda each, capture=capture: self._pump(each, capture))

    def _drop(self, end: int, unwanted: Supervised) -> None:
        """The judge never says anything here, so that it has gone or wants no more."""
        self._forget(end)
        unwanted.kill()

    def _pump(self, descriptor: int, capture: Capture) -> None:
        if not capture.pump():
            self._forget(descriptor)  # the child closed it; it stays open here until the end

    def _hurry(self) -> None:
        now = self.clock()
        for each in self.children.values():
            if each.deadline <= now:
                each.hurry(now)

    def _disperse(self) -> None:
        """All attempts of one fork server are one learner's: a crowd ends them together."""
        if self.children and self.crowd_watch.finds_a_crowd():
            for each in self.children.values():
                each.crowded = True
            disperse()

    def _reap(self) -> None:
        for pid, status, usage in reaper.dead():
            if pid in self.children:
                self._finish(self.children.pop(pid), status, usage)
        reaper.kill_strays(self.children)

    def _finish(self, ended: Supervised, status: int, usage) -> None:
        for descriptor in (ended.end, *(capture.reading for capture in ended.captures)):
            self._forget(descriptor)
        report = ended.report(status, usage)
        self._tell(ended.end, report)

    def _tell(self, descriptor: int, report: bytes) -> None:
        """Write without waiting: a judge who does not read must not hold up the others."""
        os.set_blocking(descriptor, False)
        try:
            report = report[os.write(descriptor, report) :]
        except BlockingIOError:
            pass
        except OSError:  # the judge has gone
            report = b""
        self._forget(descriptor)
        if report:
            action = lambda each: self._tell(each, report)  # noqa: E731
            self._watch(descriptor, action, select.POLLOUT)
        else:
            os.close(descriptor)
