"""Start a task in a child, and receive the child's messages up to its end.

`start` sends the call to a child and returns an `Attempt`.  `Attempt.messages` yields what the child
sends, as types; each run report is checked by `plausibility`, and the ending is explained by `endings`.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any, Self

from grader.attempt import messages, plausibility, protocol
from grader.attempt.endings import Explainer
from grader.attempt.limits import Limits, refuse_nested
from grader.attempt.messages import Ending, EndReport, Finished, Forged, Heard, RunReport, Setup
from grader.attempt.pickling import Call, Package, pack
from grader.attempt.session import OURS, Connection, Session
from grader.attempt.workdir import EnclosedWorkdir, Workdir

MOST_BYTES = 2**29  # bytes that a child may send in all
DONE = EndReport(end="done", exit=0)  # the end of an attempt whose child is ready for another one


@dataclass
class Attempt:
    """A task that runs in a child process.  Closing the attempt kills what still runs of the task."""

    kind: Hashable
    session: Session
    connection: Connection
    workdir: Workdir | EnclosedWorkdir
    setup: Setup
    explainer: Explainer
    _frames: protocol.Frames = field(default_factory=protocol.Frames)
    _heard: int = 0  # bytes received so far
    _finished: bool = False  # the child has sent its last message
    _reusable: bool = False  # … and its process may do another attempt
    _closed: bool = False

    def messages(self) -> Iterator[Heard]:
        """Yield the child's messages as they come; the last one is the child's `Ending`."""
        try:
            yield from self._messages()
        finally:
            self.close()

    def _messages(self) -> Iterator[Heard]:
        received, garbage = self.connection.receive(), False
        while not self._reusable:
            try:
                data = next(received)
            except StopIteration as stop:
                yield self._ending(stop.value, garbage)
                return
            if not garbage:
                heard, garbage = self._understand(data)
                yield from heard
        yield self.explainer.explain(DONE)

    def _understand(self, data: bytes) -> tuple[list[Heard], bool]:
        """Return the messages that these bytes complete, and True if garbage follows them."""
        heard: list[Heard] = []
        self._heard += len(data)
        try:
            if self._heard > MOST_BYTES:
                raise protocol.Garbage("talk without end")
            for body in self._frames.feed(data):
                heard += self._opened(body)
        except protocol.Garbage:
            self.kill()
            return heard, True
        return heard, False

    def _opened(self, body: bytes) -> list[Heard]:
        """Return the message in a frame's body as a list of one; note a "finished" and return no message."""
        message = messages.decode(protocol.opened(body, self.setup.seal))
        if isinstance(message, Finished):
            self._finished, self._reusable = True, message.reusable and self.setup.series
            return []
        return [self._believed(message) if isinstance(message, RunReport) else message]

    def _believed(self, report: RunReport) -> RunReport | Forged:
        """Return the report, or a `Forged` with the report if its timeline cannot be true."""
        virtual = self.setup.world == "simulated"
        wrong = plausibility.complaint(report, self.explainer.fakes, virtual=virtual)
        return Forged(report=report, why=wrong) if wrong else report

    def _ending(self, report: EndReport, garbage: bool) -> Ending:
        """Return the ending, explained; the ending is "done" only if the child sent its last message."""
        if garbage:
            report = Ending.of(report, end="crashed", garbage=True)
        elif self._finished:
            report = Ending.of(report, end="done")
        elif report.end == "done":
            report = Ending.of(report, end="crashed")
        elif report.limit == "wall":
            self.session.wasted(self.explainer.limits.wall)
        return self.explainer.explain(report)

    def send(self, message: dict[str, Any]) -> None:
        """Send the child a message, which its task receives from its channel."""
        self.connection.send(protocol.encode(message))

    def kill(self) -> None:
        """End the child now."""
        self.connection.kill()

    def close(self) -> None:
        """Kill the child, or keep the child for the next attempt if its process is reusable."""
        if not self._closed:
            self._closed = True
            if self._reusable:
                self.session.keep(self.kind, self.connection)
            else:
                self.connection.close()
            self.workdir.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def start(
    task: str,
    call: Call,
    options: dict[str, Any] | None = None,
    limits: Limits | None = None,
    world: str = "simulated",
) -> Attempt:
    """Start ``task`` ("module:function") on ``call`` (function, arguments, keyword arguments).

    Return the attempt, whose messages tell what happens.  The child calls the task with
    ``(load, channel, options)``, where ``load()`` returns a new copy of the call each time.  ``world``
    is "simulated" or "real".  The attempt belongs to the session of the submission whose handle is in
    the call, or else to the judge's own session, `OURS`.
    """
    refuse_nested()
    package = pack(call)
    session = package.session or OURS
    limits = session.allowed(limits or Limits())
    kind = (task, world, limits, *package.subjects)
    connection = session.connect(kind, world, limits)
    workdir = session.workdir(package.subjects)
    series = session.waiting is not None and bool(package.subjects)
    named: dict[str, Any] = {
        "task": task,
        "world": world,
        "options": options or {},
        "series": series,
    }
    setup = Setup(seal=token_hex(8), **named, **_given(limits, package), **workdir.setup())
    connection.send(setup.frame() + protocol.frame(package.payload))
    return Attempt(kind, session, connection, workdir, setup, Explainer(limits, package))


def _given(limits: Limits, package: Package) -> dict[str, Any]:
    """Return the fields of a `Setup` that follow from the limits and the package."""
    return {
        "limits": {"cpu": limits.cpu, "memory": limits.memory},
        "processes": limits.processes,
        "sources": package.sources,
        "by_value": sorted(package.by_value),
        "subjects": package.subjects,
    }
