"""Start a task in a child and hear what it has to say, up to its end.

Attempts on one answer that follow each other in the same child.

A fork of the fork server and its end cost several times what most runs do.  So within
``with series():`` a child that has shown that a run changes nothing (it has run the same twice, alike,
and nothing of it is left) does the next attempt on the same submission, too.  Whatever else a run does,
the next one gets a child of its own: no verdict depends on who went before.  So does a call of the
judge's own, such as that of a reference: no process in which a submission has run may answer for it.
"""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex
from typing import Any

from grader.attempt import nesting, plausibility, protocol
from grader.attempt.endings import FINISHED, Explainer
from grader.attempt.limits import Limits, allowed, wasted
from grader.attempt.pickling import Package, pack
from grader.attempt.workdir import EnclosedWorkdir, Workdir

FIT_WALL_SHARE = 0.1  # of its time may have passed when a child is given more to do
_of_thread = threading.local()


@contextmanager
def series() -> Iterator[None]:
    """Let this thread's attempts follow each other in a child while the block lasts."""
    before, _of_thread.waiting = _waiting(), {}
    try:
        yield
    finally:
        for line in _waiting().values():
            line.close()
        _of_thread.waiting = before


def _waiting() -> dict | None:
    return getattr(_of_thread, "waiting", None)


def running() -> bool:
    """Whether this thread is in a series."""
    return _waiting() is not None


def keep(kind: Any, line: Any) -> None:
    """The child behind this line waits for the next attempt of its kind."""
    waiting = _waiting()
    if waiting is None or kind in waiting:
        line.close()
    else:
        waiting[kind] = line


def take(kind: Any, wall: float) -> Any:
    """The line to a child that waits for an attempt of this kind, if it is still fit for it."""
    line = (_waiting() or {}).pop(kind, None)
    if line is not None and not _fit(line, wall):
        line.close()
        return None
    return line


def _fit(line: Any, wall: float) -> bool:
    """Whether the child is still there, and nearly all of its wall time as well."""
    return line.alive() and time.monotonic() - line.began < wall * FIT_WALL_SHARE


MOST_BYTES = 2**29  # bytes that a child may say in all


class Attempt:
    """A task that runs in a child process.  Closing it kills whatever still runs."""

    def __init__(
        self, kind, line, workdir: Workdir | EnclosedWorkdir, explainer: Explainer, setup: dict
    ):
        self._kind, self._line = kind, line
        self._workdir, self._explainer = workdir, explainer
        self._frames, self._seal = protocol.Frames(), setup["seal"]
        self._virtual, self._series = setup["world"] == "simulated", setup["series"]
        self._finished = self._fit = self._closed = False
        self._heard = 0

    def messages(self) -> Iterator[dict]:
        """The child's messages as they come; the last one tells how it ended (its key is "end")."""
        try:
            yield from self._messages()
        finally:
            self.close()

    def _messages(self) -> Iterator[dict]:
        heard, garbage = self._line.receive(), False
        while not self._fit:
            try:
                data = next(heard)
            except StopIteration as stop:
                yield self._ending(stop.value, garbage)
                return
            if not garbage:
                messages, garbage = self._understand(data)
                yield from messages
        yield self._explainer.explain(dict(FINISHED))

    def _understand(self, data: bytes) -> tuple[list[dict], bool]:
        messages: list[dict] = []
        self._heard += len(data)
        try:
            if self._heard > MOST_BYTES:
                raise protocol.Garbage("talk without end")
            for body in self._frames.feed(data):
                messages.append(protocol.opened(body, self._seal))  # noqa: PERF401 (keep those before garbage)
        except protocol.Garbage:
            self.kill()
            return messages, True
        for each in messages:
            self._finished |= "finished" in each
            self._fit |= "fit" in each and self._series
        return [self._believed(each) for each in messages if "finished" not in each], False

    def _believed(self, message: dict) -> dict:
        """The message, unless the timeline in it cannot be true."""
        wrong = plausibility.complaint(message, self._explainer.fakes, virtual=self._virtual)
        return message | {"outcome": "forged", "why": wrong} if wrong else message

    def _ending(self, report: dict, garbage: bool) -> dict:
        """The report, but "done" only if the child came to the end of its protocol."""
        if garbage:
            report = report | {"end": "crashed", "garbage": True}
        elif self._finished:
            report = report | {"end": "done"}
        elif report["end"] == "done":
            report = report | {"end": "crashed"}
        elif report["limit"] == "wall":
            wasted(self._explainer.limits.wall)
        return self._explainer.explain(report)

    def send(self, message: dict) -> None:
        """Send the child a message, which its task receives from its channel."""
        self._line.send(protocol.encode(message))

    def kill(self) -> None:
        """End the child now."""
        self._line.kill()

    def close(self) -> None:
        """Let go of the attempt; what still runs of it is killed, unless it waits for the next."""
        if not self._closed:
            self._closed = True
            if self._fit:
                keep(self._kind, self._line)
            else:
                self._line.close()
            self._workdir.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def start(
    task: str,
    call: tuple,
    options: dict | None = None,
    limits: Limits | None = None,
    world: str = "simulated",
    subject=None,
) -> Attempt:
    """Run ``task`` ("module:function") on ``call`` (function, arguments, keyword arguments).

    The task gets ``(load, channel, options)`` in a child process, where ``load()`` gives the call
    anew each time.  ``world`` is "simulated" or "real".
    """
    nesting.forbid()
    package, limits = pack(call), allowed(limits or Limits())
    if subject is not None:
        subject.note(package.subjects)
    kind = (task, world, limits, *package.subjects)
    line = take(kind, limits.wall) or _line(world, limits)
    workdir = _workdir(package.subjects)
    setup = _setup(task, options or {}, limits, package) | workdir.setup() | {"world": world}
    line.send(protocol.encode(setup) + protocol.frame(package.payload))
    return Attempt(kind, line, workdir, Explainer(limits, package), setup)


def _line(world: str, limits: Limits):
    if hasattr(os, "fork") and not os.environ.get("GRADER_NO_FORK"):
        from grader.attempt.forkserver_client import fork_child

        return fork_child(world, limits)
    from grader.attempt.spawn import spawn

    return spawn(world, limits)


def _workdir(subjects: dict) -> Workdir | EnclosedWorkdir:
    from grader.attempt.forkserver_client import current, fork_servers

    own = current()
    return Workdir(subjects) if own is fork_servers else EnclosedWorkdir(subjects, own.shown)


def _setup(task: str, options: dict, limits: Limits, package: Package) -> dict:
    return {
        "task": task,
        "seal": token_hex(8),
        "series": running() and bool(package.subjects),
        "options": options,
        "limits": {"cpu": limits.cpu, "memory": limits.memory},
        "processes": limits.processes,
        "sources": package.sources,
        "by_value": sorted(package.by_value),
        "subjects": package.subjects,
    }
