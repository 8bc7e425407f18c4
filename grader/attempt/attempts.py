"""Start a task in a child and hear what it has to say, up to its end."""

import os
from collections.abc import Iterator
from secrets import token_hex

from grader.attempt import books, inside, protocol, series
from grader.attempt.endings import FINISHED
from grader.attempt.explain import Explainer
from grader.attempt.limits import Limits
from grader.attempt.patience import allowed, wasted
from grader.attempt.transport import Package, pack
from grader.attempt.workplace import Inside, Workplace

MOST = 2**29  # bytes that a child may say in all


class Attempt:
    """A task that runs in a child process.  Closing it kills whatever still runs."""

    def __init__(
        self, kind, line, workplace: Workplace | Inside, explainer: Explainer, setup: dict
    ):
        self._kind, self._line = kind, line
        self._workplace, self._explainer = workplace, explainer
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
            if self._heard > MOST:
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
        wrong = books.complaint(message, self._explainer.fakes, virtual=self._virtual)
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
                series.keep(self._kind, self._line)
            else:
                self._line.close()
            self._workplace.close()

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
    inside.forbid()
    package, limits = pack(call), allowed(limits or Limits())
    if subject is not None:
        subject.note(package.subjects)
    kind = (task, world, limits, *package.subjects)
    line = series.take(kind, limits.wall) or _line(world, limits)
    workplace = _workplace(package.subjects)
    setup = _setup(task, options or {}, limits, package) | workplace.setup() | {"world": world}
    line.send(protocol.encode(setup) + protocol.frame(package.payload))
    return Attempt(kind, line, workplace, Explainer(limits, package), setup)


def _line(world: str, limits: Limits):
    if hasattr(os, "fork") and not os.environ.get("GRADER_NO_FORK"):
        from grader.attempt.warm import fork

        return fork(world, limits)
    from grader.attempt.fresh import spawn

    return spawn(world, limits)


def _workplace(subjects: dict) -> Workplace | Inside:
    from grader.attempt.warm import current, parents

    own = current()
    return Workplace(subjects) if own is parents else Inside(subjects, own.shown)


def _setup(task: str, options: dict, limits: Limits, package: Package) -> dict:
    return {
        "task": task,
        "seal": token_hex(8),
        "series": series.running() and bool(package.subjects),
        "options": options,
        "limits": {"cpu": limits.cpu, "memory": limits.memory},
        "processes": limits.processes,
        "sources": package.sources,
        "by_value": sorted(package.by_value),
        "subjects": package.subjects,
    }
