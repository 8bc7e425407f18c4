"""Build the trace of a run from what the child sent: events of a simulation, or rows of a recording."""

from __future__ import annotations

from dataclasses import replace

from grader import lane_names
from grader.attempt.history import Event, History, LaneRow, Traced, TracedLane
from grader.run.places import Drivers, driver_among, text_of, words
from grader.trace.model import Arrow, Lane, Mark, Span, Trace

HOUSEKEEPING = (
    *("shutdown_asyncgens", "shutdown_default_executor"),
    *("_create_server_getaddrinfo", "_accept_connection2"),
)
KNOWN_AS = {"_handle_request": "handler"}
"""This table gives the names by which learners know the tasks of packages that run the learner's code."""
IDLE = "no job"
"""This label is for a wait of a pool's thread for its next job, in a line that is not the learner's."""
INNER = ("line", "opcode")
"""Turns of these kinds are smaller than an operation that a user sees."""
Where = str | None
NO_DRIVERS = Drivers()
MARKS = ("start", "end", "return", "yield", "log")


def trace_of(history: History, drivers: Drivers = NO_DRIVERS) -> Trace:
    """Return the lanes, spans, marks and arrows of a run's history."""
    if history.trace is not None:
        return _recorded(history.trace)
    return _Builder(history, drivers).build()


def _recorded(traced: Traced) -> Trace:
    """Return the trace of a recording, which was sent as rows that refer to lanes by number."""
    names = [row.name for row in traced.lanes]
    lanes = [_recorded_lane(row, names) for row in traced.lanes]
    for span in traced.spans:
        drawn = Span(span.start, span.end, span.state, span.label, span.where)
        lanes[span.lane].spans.append(drawn)
    for mark in traced.marks:
        lanes[mark.lane].marks.append(Mark(mark.at, mark.kind, mark.label, mark.where))
    arrows = [
        Arrow(names[row.sender], row.sent, names[row.receiver], row.received, row.kind)
        for row in traced.arrows
    ]
    return Trace(lanes, arrows, "real")


def _recorded_lane(row: TracedLane, names: list[str]) -> Lane:
    parent = None if row.parent is None else names[row.parent]
    return Lane(row.name, row.kind, [], [], row.start, row.end, parent)


class _Builder:
    """A `_Builder` takes the events of a run in order, and turns them into spans, marks and arrows."""

    def __init__(self, history: History, drivers: Drivers) -> None:
        self.history, self.end = history, history.elapsed
        self.driver = driver_among(_files(history), drivers)
        self.names = unique_names(history.lanes)
        self.lanes = {row.number: self._lane(row) for row in history.lanes}
        self.of_packages = {row.number for row in history.lanes if row.kind == "package task"}
        self.open: dict[tuple[int, str], tuple[int, str, str | None, int]] = {}
        self.arrows: list[Arrow] = []

    def _lane(self, row: LaneRow) -> Lane:
        kind = "main" if row.number == 0 else row.kind.removeprefix("package ")
        owner = self.names.get(row.parent) if row.parent is not None else None
        return Lane(self.names[row.number], kind, [], [], max(row.start, 0), row.end, owner)

    def build(self) -> Trace:
        for order, event in enumerate(self.history.events):
            self._take(order, event)
        for (number, state), opened in list(self.open.items()):
            self._close(number, state, max(self.end, opened[0]), len(self.history.events))
        self._prints()
        self._waits()
        kept = [lane for number, lane in self.lanes.items() if self._matters(number, lane)]
        names = {lane.name for lane in kept}
        arrows = [each for each in self.arrows if {each.from_lane, each.to_lane} <= names]
        return Trace(kept, arrows, "virtual")

    # -- events ------------------------------------------------------------------------------

    def _take(self, order: int, event: Event) -> None:
        late = event.at > self.end and event.label in ("rest", "select")
        if event.lane not in self.lanes or late:
            return
        method = getattr(self, f"_{event.kind}", None)
        if method is not None:
            method(order, event)
        if event.kind in MARKS:
            self._mark(order, event)

    def _mark(self, order: int, event: Event) -> None:
        lane, where = self.lanes[event.lane], words(event.place)
        if event.kind == "return":
            lane.end = event.at if event.lane == 0 else lane.end
            return
        lane.marks.append(Mark(event.at, event.kind, event.label, where, order))

    def _block(self, order: int, event: Event, what: str = "") -> None:
        what, where = what or event.label, words(event.place)
        if what not in ("rest", "select"):
            state = "sleeping" if what.startswith("sleep") else "waiting"
            label = IDLE if what == "SimpleQueue.get" and where is None else _plain(what)
            self.open[event.lane, "block"] = (event.at, f"{state}|{label}", where, order)

    def _resume(self, order: int, event: Event) -> None:
        self._close(event.lane, "block", event.at, order)

    def _await(self, order: int, event: Event) -> None:
        self._block(order, event, event.label or "await")

    def _step(self, order: int, event: Event) -> None:
        self._close(event.lane, "block", event.at, order)

    def _call(self, order: int, event: Event) -> None:
        key, text = (event.lane, f"call {event.label}"), f"call|{event.label}"
        self.open[key] = (event.at, text, words(event.place), order)

    def _called(self, order: int, event: Event) -> None:
        self._close(event.lane, f"call {event.label}", event.at, order)
        if event.how != "ok":
            label, where = f"{event.label} {event.how}", words(event.place)
            self.lanes[event.lane].marks.append(Mark(event.at, "error", label, where, order))

    def _turn(self, order: int, event: Event) -> None:
        """Mark a turn with its line or operation if no time passes in the whole run, where spans show nothing."""
        kind, _, detail = event.label.partition(": ")
        place, inner = event.place, kind in INNER
        drives = place is None or place.filename == self.driver
        if self.end or (drives and inner):
            return
        text = text_of(place) if inner else _plain(event.label)
        label = f"({text})" if place is None or drives else f"{place.line} {text}"
        mark = Mark(event.at, "step", label, words(place), order, detail)
        self.lanes[event.lane].marks.append(mark)

    def _held(self, order: int, event: Event) -> None:
        """Add a span for a step that held its loop, and drop the task's waits within that time."""
        lane, start = self.lanes[event.lane], event.at - event.duration
        lane.spans = [span for span in lane.spans if span.start < start or span.state == "call"]
        where = words(event.place)
        self._span(event.lane, start, event.at, "held", event.label, where, order, order)

    def _spawn(self, _order: int, event: Event) -> None:
        if event.started in self.names:
            here, there = self.names[event.lane], self.names[event.started]
            self.arrows.append(Arrow(here, event.at, there, event.at, "submit"))

    def _end(self, order: int, event: Event) -> None:
        self._close(event.lane, "block", event.at, order)

    # -- spans -------------------------------------------------------------------------------

    def _close(self, number: int, key: str, at: int, order: int) -> None:
        opened = self.open.pop((number, key), None)
        if opened is None:
            return
        start, text, where, first = opened
        state, _, label = text.partition("|")
        covered = key == "block" and any(lane == number for lane, _ in self.open)
        never_ended = order == len(self.history.events)
        if (at > start or state == "call" or never_ended) and not covered:
            self._span(number, start, at, state, label, where, first, order)

    def _span(
        self,
        number: int,
        start: int,
        end: int,
        state: str,
        label: str,
        where: Where,
        first: int,
        last: int,
    ) -> None:
        span = Span(max(start, 0), end, state, label, where, first, last)
        self.lanes[number].spans.append(span)

    # -- prints, waits, and the choice of lanes ------------------------------------------------

    def _prints(self) -> None:
        for printed in self.history.output:
            text = printed.text.strip()
            if printed.lane in self.lanes and text:
                mark = Mark(max(printed.at, 0), "print", text[:40])
                self.lanes[printed.lane].marks.append(mark)

    def _waits(self) -> None:
        for wait in self.history.waits:
            if wait.holder in self.names and wait.lane in self.names:
                here, there = self.names[wait.lane], self.names[wait.holder]
                self.arrows.append(Arrow(here, self.end, there, self.end, "waits-for"))
                if wait.since:
                    self._held_by(self.lanes[wait.lane], there)

    def _held_by(self, lane: Lane, holder: str) -> None:
        """Add the name of the lane that holds the lock to the label of a lane's last wait."""
        if lane.spans and lane.spans[-1].state == "waiting":
            last = lane.spans[-1]
            lane.spans[-1] = replace(last, label=f"{last.label} (held by {holder})")

    def _matters(self, number: int, lane: Lane) -> bool:
        """Return False for a lane that asyncio or a package started for its own work, or that began at the end."""
        if lane.name.startswith(HOUSEKEEPING) or "_do_shutdown" in lane.name:
            return False
        if number in self.of_packages and not self._hosts(number):
            return False
        late = lane.start >= self.end and number > 0 and self.end > 0
        return not late or any(span.state == "call" for span in lane.spans)

    def _hosts(self, number: int) -> bool:
        """Return True if a line of the learner's or a fake runs in the lane, and not only a package's code."""
        events = (event for event in self.history.events if event.lane == number)
        return any(event.place or event.kind == "call" for event in events)


def _files(history: History) -> set[str]:
    """Return the files in which a thread or task took a turn."""
    turns = (event for event in history.events if event.kind == "turn")
    return {event.place.filename for event in turns if event.place}


def unique_names(rows: list[LaneRow]) -> dict[int, str]:
    """Return the name of each lane by its number; a repeated name gets a suffix such as ``#2``."""
    names: dict[int, str] = {}
    for row in rows:
        short = lane_names.of_thread(row.name)
        name = KNOWN_AS.get(short, short)
        count = sum(1 for other in names.values() if other.partition(" #")[0] == name)
        names[row.number] = f"{name} #{count + 1}" if count else name
    return names


def _plain(what: str) -> str:
    """Return an operation's name as bars show it, such as ``shutdown`` for ``ThreadPoolExecutor.shutdown``."""
    if what.startswith("ResponseHandler."):  # aiohttp's client
        return "waits for the answer"
    return what.rpartition(".")[2] if what.startswith("ThreadPoolExecutor.") else what
