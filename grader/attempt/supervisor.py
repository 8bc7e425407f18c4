"""The loop of the warm parent: fork what is asked for, watch it, report its end, leave nothing.

One thread and one ``poll``, so that forking is safe and nothing here can wait for a child.
"""

import os
import select
import socket

from grader.attempt import fork, reaper
from grader.attempt.captures import Capture
from grader.attempt.census import EVERY, Census, disperse
from grader.attempt.protocol import REQUEST
from grader.attempt.supervised import Supervised

ROOM_FOR_STACK = 64 * 1024
NULL = os.open(os.devnull, os.O_RDWR)


class Supervisor:
    """What the warm parent is busy with, by descriptor and by process id."""

    def __init__(self, descriptor: int, world: str, clock, *, enclosed: bool = False):
        self.control = socket.socket(fileno=descriptor)
        self.world, self.clock, self.enclosed = world, clock, enclosed
        self.poll = select.poll()
        self.actions = {}  # descriptor → what to do when it is ready
        self.children = {}  # process id → Supervised
        self.census = Census(clock)
        self._watch(descriptor, self._accept)
        self._watch(reaper.wake_on_death(), reaper.hush)

    def serve(self) -> None:
        """Work until the judge has gone."""
        os.write(self.control.fileno(), b"R")
        while True:
            for descriptor, _event in self.poll.poll(self._patience()):
                if descriptor in self.actions:  # an action may have ended another one
                    self.actions[descriptor](descriptor)
            self._bury()
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
        reaper.bury_everybody()
        os._exit(0)

    def _fork(self, wall: float, cpu: int, output: int, talk: int, end: int) -> None:
        if not self.children:
            self.census.begin()
        pipes = [os.pipe() for _ in range(3)]
        reading, writing = zip(*pipes, strict=True)
        pid = os.fork()
        if pid == 0:
            fork.become_child(self.world, self.enclosed, NULL, talk, *writing)
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
        """All attempts of one warm parent are one learner's: a crowd ends them together."""
        if self.children and self.census.finds_a_crowd():
            for each in self.children.values():
                each.crowded = True
            disperse()

    def _bury(self) -> None:
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
