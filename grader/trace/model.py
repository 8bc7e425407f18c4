"""The types of a trace: the record of what ran when in one run, simulated or real.

A trace is plain data: lanes (threads, tasks, processes) with spans (something that lasts) and marks
(something that happens), and arrows between lanes. Times are integer nanoseconds since the run's own zero.
Nothing here draws; `grader.timeline.Timeline` does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, Self, get_args

from grader.choices import one_of

State = Literal["call", "running", "held", "ready", "waiting", "sleeping"]
STATES: tuple[State, ...] = get_args(State)
"""The states of a span. `call`: a fake or recorded job; `held`: an event loop that one step blocks;
`ready`: could run but has no processor or no GIL."""


@dataclass(frozen=True, slots=True)
class Span:
    """Something that lasts, from `start` to `end` (nanoseconds).

    `first` and `last` are its places among all events of the run: they tell what came
    before what when the clock stands still, as it does between two steps of a simulation.
    """

    start: int
    end: int
    state: str
    label: str = ""
    where: str | None = None
    first: int = 0
    last: int = 0

    @property
    def length(self) -> int:
        """The length of the span in nanoseconds."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happens at one moment (nanoseconds); `order` is its place among all events of the run.

    Kinds: start, end, yield, log, choice, error, step, print. `detail`: what part of a line a step is.
    """

    at: int
    kind: str
    label: str = ""
    where: str | None = None
    order: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Arrow:
    """One lane acts on another: `submit` starts it, `wake` lets it go on, `waits-for` says which lane blocks it."""

    from_lane: str
    from_time: int
    to_lane: str
    to_time: int
    kind: str


@dataclass(slots=True)
class Lane:
    """One thread, task or process. Its name is unique in the trace; `parent` names the lane that owns it.

    `end` is None when it was still alive as the run ended.
    """

    name: str
    kind: str = "thread"
    spans: list[Span] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    start: int = 0
    end: int | None = None
    parent: str | None = None


@dataclass(slots=True)
class Trace:
    """All lanes of one run, and the arrows between them; times are nanoseconds since the run began.

    ``clock`` is "virtual", "real", or "steps": then times are places in the sequence of events.

    Example:
        >>> trace = run.trace
        >>> trace.clock
        'virtual'
        >>> trace.spans("fetch c")[0].start
        1000000000
    """

    lanes: list[Lane] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)
    clock: str = "virtual"

    @property
    def start(self) -> int:
        """The moment at which the first lane starts, in nanoseconds.

        Example:
            >>> run.trace.start
            0
        """
        return min((lane.start for lane in self.lanes), default=0)

    @property
    def end(self) -> int:
        """The last moment at which anything is known to happen, in nanoseconds.

        Example:
            >>> run.trace.end
            3000000000
        """
        return max((time for lane in self.lanes for time in _times(lane)), default=0)

    def lane(self, name: str) -> Lane:
        """Return the lane of that name; raise `StopIteration` if there is none.

        Example:
            >>> run.trace.lane("main").kind
            'main'
        """
        return next(lane for lane in self.lanes if lane.name == name)

    def spans(self, label: str | None = None, state: State | None = None) -> list[Span]:
        """Return all spans in order of time; of one label or state if given.

        The label ``fetch`` takes ``fetch a``, too.

        Example:
            >>> [span.label for span in run.trace.spans("fetch")]
            ['fetch a', 'fetch b', 'fetch c']
            >>> [span.label for span in run.trace.spans(state="waiting")]
            ['Future.result']
        """
        if state is not None:
            one_of("state", state, State)
        spans = [span for lane in self.lanes for span in lane.spans]
        chosen = [span for span in spans if _called(span, label) and state in (None, span.state)]
        return sorted(chosen, key=lambda span: (span.start, span.first))

    def waiters(self) -> frozenset[str]:
        """Return the names of the lanes that wait for each other: in a deadlock, those that matter.

        Example:
            >>> run.trace.waiters()
            frozenset()
            >>> def freeze():
            ...     lock = threading.Lock()
            ...     with lock, lock:
            ...         pass
            >>> simulate(freeze).trace.waiters()
            frozenset({'main'})
        """
        waits = [arrow for arrow in self.arrows if arrow.kind == "waits-for"]
        return frozenset(name for arrow in waits for name in (arrow.from_lane, arrow.to_lane))

    def family(self) -> Iterator[tuple[int, Lane]]:
        """Yield every lane once with its depth; each lane is followed by the lanes that it owns.

        Example:
            >>> [(depth, lane.name) for depth, lane in run.trace.family()]
            [(0, 'main'), (1, 'pool-0_0'), (1, 'pool-0_1')]
        """
        names = {lane.name for lane in self.lanes}
        roots = [
            lane for lane in self.lanes if lane.parent not in names or lane.parent == lane.name
        ]
        yield from self._descend(roots, 0, set())

    def _descend(
        self, lanes: Iterable[Lane], depth: int, seen: set[str]
    ) -> Iterator[tuple[int, Lane]]:
        for lane in lanes:
            if lane.name not in seen:
                seen.add(lane.name)
                yield depth, lane
                yield from self._descend(
                    [owned for owned in self.lanes if owned.parent == lane.name], depth + 1, seen
                )

    def stands_still(self) -> bool:
        """Return True if everything happens at one moment.  (Computing takes no virtual time.)

        Example:
            >>> run.trace.stands_still()
            False
            >>> simulate(sum, [1, 2]).trace.stands_still()
            True
        """
        return self.end == self.start

    def to_dict(self) -> dict[str, Any]:
        """Return the trace as plain lists and dictionaries.

        Example:
            >>> sorted(run.trace.to_dict())
            ['arrows', 'clock', 'lanes']
        """
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Return the trace that ``to_dict`` has turned into plain data.

        Example:
            >>> Timeline.from_dict(run.trace.to_dict()) == run.trace
            True
        """
        return cls(
            [_lane(lane) for lane in data["lanes"]],
            [Arrow(**arrow) for arrow in data["arrows"]],
            data["clock"],
        )

    def to_json(self, path: str | Path | None = None) -> str:
        """Return the trace as JSON text; write the text to the file ``path`` if given.

        Example:
            >>> run.trace.to_json()[:30]
            '{"lanes":[{"name":"main","kind'
        """
        text = json.dumps(self.to_dict(), separators=(",", ":"))
        if path is not None:
            Path(path).write_text(text, encoding="utf-8")
        return text

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return the trace that ``to_json`` has turned into text.

        Example:
            >>> Timeline.from_json(run.trace.to_json()) == run.trace
            True
        """
        return cls.from_dict(json.loads(text))


@dataclass(frozen=True, slots=True)
class Difference:
    """The first moment (nanoseconds) at which a trace is not as expected, and what happened instead.

    `got` and `expected` are sentences such as `fetch c starts`, or None where nothing (more) happens.
    """

    at: int
    got: str | None
    expected: str | None
    lane: str | None = None


def _times(lane: Lane) -> Iterator[int]:
    yield lane.start
    yield lane.start if lane.end is None else lane.end
    yield from (span.end for span in lane.spans)
    yield from (mark.at for mark in lane.marks)


def _called(span: Span, label: str | None) -> bool:
    return label is None or span.label == label or span.label.startswith(label + " ")


def _lane(data: dict[str, Any]) -> Lane:
    spans = [Span(**span) for span in data["spans"]]
    return replace(Lane(**data), spans=spans, marks=[Mark(**mark) for mark in data["marks"]])
