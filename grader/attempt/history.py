"""What happened in a run, as types: what a child writes as plain lists and dicts.

The child runs before `typing` may be imported, so that it writes rows; what each item of a row
means stands here, for whoever writes and whoever reads it.  A bound on what a child may tell
belongs into the types: an alias (`Text`, `Nanoseconds`, `Events`, …) is the place for it.

A learner's value stays as `values.encode` has written it (`Encoded`) until `messages.value_of` is asked.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from msgspec import Meta, Raw, Struct, field

from grader.attempt.limits import MOST_EVENTS, MOST_LANES

Nanoseconds = int
Lane = int  # the number of a lane, in the order of their beginnings
Text = str
Encoded = Raw


# -- rows: what the child writes as lists, many times in a run ---------------------------------


class Row(Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    """A list whose items are the fields, in their order."""


class Place(Row, frozen=True):
    """A line of code; some instructions belong to no line."""

    filename: Text
    line: int | None
    function: Text


EventKind = Literal[
    "start", "end", "spawn", "return", "block", "resume", "await", "step", "held", "turn",
    "call", "called", "yield", "log",
]  # fmt: skip


class Event(Row, frozen=True):
    """Something that happened in a lane."""

    at: Nanoseconds
    lane: Lane
    kind: EventKind
    label: Text  # the wait, the operation, the fake call or the text that was noted
    place: Place | None
    how: Text = ""  # "called": "ok", "error", "cancelled" or an HTTP reason
    number: int = 0  # see `duration` and `started`

    @property
    def duration(self) -> Nanoseconds:
        """How long the step of a "held" event has kept its event loop."""
        return self.number

    @property
    def started(self) -> Lane:
        """The lane of the thread that a "spawn" event has started."""
        return self.number


LaneKind = Literal["main", "thread", "task", "package task", "process"]


class LaneRow(Row, frozen=True):
    """A thread, task or process of the run; `end` is None while it is alive."""

    number: Lane
    name: Text
    kind: LaneKind
    parent: Lane | None
    start: Nanoseconds
    end: Nanoseconds | None


class Output(Row, frozen=True):
    """A text that was printed."""

    at: Nanoseconds
    lane: Lane
    text: Text


class Noted(Row, frozen=True):
    """A value that a driver has noted with `log`."""

    at: Nanoseconds
    lane: Lane
    value: Encoded


class Yielded(Row, frozen=True):
    """An item that a consumer has got."""

    at: Nanoseconds
    item: Encoded


class Offer(Row, frozen=True):
    """A choice: how many events were before it, and the lanes that could go on."""

    after: int
    lanes: list[Lane]


# -- rows of a trace, which a child sends if it runs on the real clock -------------------------

Time = Annotated[Nanoseconds, Meta(ge=0)]
TraceLane = Annotated[int, Meta(ge=0, lt=MOST_LANES)]  # the place of a lane in its trace


class TracedLane(Row, frozen=True):
    """A lane of a trace; `end` is None if the lane was alive when the run ended."""

    name: Text
    kind: Literal["main", "thread", "task", "process"]
    parent: TraceLane | None
    start: Time
    end: Time | None


class TracedSpan(Row, frozen=True):
    """Something that lasted; see `grader.trace.model.Span`."""

    lane: TraceLane
    start: Time
    end: Time
    state: Literal["call", "running", "held", "ready", "waiting", "sleeping"]
    label: Text
    where: Text | None


class TracedMark(Row, frozen=True):
    """Something that happened at one moment; see `grader.trace.model.Mark`."""

    lane: TraceLane
    at: Time
    kind: Literal["yield", "log", "error", "print"]
    label: Text
    where: Text | None


class TracedArrow(Row, frozen=True):
    """One lane has acted on another; see `grader.trace.model.Arrow`."""

    sender: TraceLane
    sent: Time
    receiver: TraceLane
    received: Time
    kind: Literal["submit"]


# -- parts of a report that the child writes as dicts ------------------------------------------


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A dict with exactly these keys."""


class Wait(Part, frozen=True, kw_only=True):
    """A thread or task that waits when nothing can run any more."""

    lane: Lane
    kind: Literal["thread", "task"]
    why: Text
    where: Place | None
    holder: Lane | None = None  # the lane that has what is waited for
    since: Place | None = None  # … and where it took it
    missed: Place | None = None  # where it was woken in vain
    loop: bool = False  # its event loop stands still meanwhile
    queued: bool = False  # it waits for a job that no worker has begun


FindingKind = Literal[
    "busy wait", "blocked loop", "uncontrolled", "stderr", "warning", "asyncio", "unclosed",
    "never awaited", "unread error", "task destroyed", "thread died",
]  # fmt: skip


class Finding(Part, frozen=True, kw_only=True):
    """Something that the simulation has noticed."""

    kind: FindingKind
    text: Text
    where: Place | None


class Left(Part, frozen=True, kw_only=True):
    """A thread, task or process that is still alive when the call has returned."""

    lane: Lane
    kind: Literal["thread", "task", "process"]
    why: Text
    where: Place | None
    cancelling: int  # how often a task has been asked to end


class Coverage(Part, frozen=True, kw_only=True):
    """What an exploration has tried."""

    deviations: int | Literal["all"] = -1  # every schedule with at most so many was run
    systematic: int = 0
    random: int = 0
    longest: int = 1


class Traced(Part, frozen=True, kw_only=True):
    """The trace of a run on the real clock."""

    lanes: Annotated[list[TracedLane], Meta(max_length=MOST_LANES)]
    spans: Annotated[list[TracedSpan], Meta(max_length=MOST_EVENTS)]
    marks: Annotated[list[TracedMark], Meta(max_length=MOST_EVENTS)]
    arrows: Annotated[list[TracedArrow], Meta(max_length=MOST_EVENTS)]

    def __post_init__(self) -> None:
        """Raise ValueError where rows contradict each other."""
        if len({lane.name for lane in self.lanes}) < len(self.lanes):
            raise ValueError("two lanes of one name")
        if max(self._mentioned(), default=-1) >= len(self.lanes):
            raise ValueError("a lane that is none")
        if any(span.end < span.start for span in self.spans):
            raise ValueError("a span that ends before it starts")

    def _mentioned(self) -> Iterator[int]:
        """Yield the places of all lanes that rows mention."""
        yield from (lane.parent for lane in self.lanes if lane.parent is not None)
        yield from (span.lane for span in self.spans)
        yield from (mark.lane for mark in self.marks)
        yield from (place for arrow in self.arrows for place in (arrow.sender, arrow.receiver))


Events = Annotated[list[Event], Meta(max_length=MOST_EVENTS)]


class History(Part, frozen=True, kw_only=True):
    """What happened in a run.  Times count from the call."""

    elapsed: Nanoseconds
    lanes: list[LaneRow]
    events: Events
    output: list[Output]
    log: list[Noted]
    yields: list[Yielded]
    findings: list[Finding]
    alive: list[Left]
    waits: list[Wait] = field(default_factory=list)
    choices: list[int] = field(default_factory=list)
    arities: list[int] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    parallel: int = 0  # worker processes that computed at the same time
    processes: int = 0  # … that there were in all
    trace: Traced | None = None  # of a run on the real clock; others are made of events


def empty(elapsed: Nanoseconds = 0, choices: list[int] | None = None) -> History:
    """Return a history of which nothing is known but, maybe, its length and its schedule."""
    nothing: dict[str, Any] = {each: [] for each in LISTS}
    return History(elapsed=elapsed, **nothing | {"choices": choices or []})


LISTS = ("lanes", "events", "output", "log", "yields", "findings", "alive")
