"""Start a task in a child and hear what it has to say, up to its end."""

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

MOST_BYTES = 2**29  # bytes that a child may say in all
DONE = EndReport(end="done", exit=0)  # of a child that has done what was asked, and waits for more


@dataclass
class Attempt:
    """A task that runs in a child process.  Closing it kills whatever still runs."""

    kind: Hashable
    session: Session
    connection: Connection
    workdir: Workdir | EnclosedWorkdir
    setup: Setup
    explainer: Explainer
    _frames: protocol.Frames = field(default_factory=protocol.Frames)
    _heard: int = 0  # bytes
    _finished: bool = False  # the child has come to the end of its protocol
    _reusable: bool = False  # … and may do another attempt
    _closed: bool = False

    def messages(self) -> Iterator[Heard]:
        """Yield the child's messages as they come; the last one is its `Ending`."""
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
        message = messages.decode(protocol.opened(body, self.setup.seal))
        if isinstance(message, Finished):
            self._finished, self._reusable = True, message.reusable and self.setup.series
            return []
        return [self._believed(message) if isinstance(message, RunReport) else message]

    def _believed(self, report: RunReport) -> RunReport | Forged:
        """Return the report, unless the timeline in it cannot be true."""
        virtual = self.setup.world == "simulated"
        wrong = plausibility.complaint(report, self.explainer.fakes, virtual=virtual)
        return Forged(report=report, why=wrong) if wrong else report

    def _ending(self, report: EndReport, garbage: bool) -> Ending:
        """Return the report, but "done" only if the child came to the end of its protocol."""
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
        """Let go of the attempt; what still runs of it is killed, unless it waits for the next."""
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
    """Run ``task`` ("module:function") on ``call`` (function, arguments, keyword arguments).

    The task gets ``(load, channel, options)`` in a child process, where ``load()`` gives the call
    anew each time.  ``world`` is "simulated" or "real".  The attempt belongs to the session of the
    submission whose handle is in the call, or else to the judge's own.
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
    return {
        "limits": {"cpu": limits.cpu, "memory": limits.memory},
        "processes": limits.processes,
        "sources": package.sources,
        "by_value": sorted(package.by_value),
        "subjects": package.subjects,
    }
