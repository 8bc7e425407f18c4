"""The trace of a simulated run, from the events that its child sent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from grader.run.places import Drivers, driver_among, text_of, words
from grader.trace.model import Arrow, Lane, Mark, Span, Trace

HOUSEKEEPING = (
    *("shutdown_asyncgens", "shutdown_default_executor"),
    *("_create_server_getaddrinfo", "_accept_connection2"),
)
KNOWN_AS = {"_handle_request": "handler"}
"""A package's task in which code of the learner's runs: what learners know it as."""
IDLE = "no job"
"""What a pool's thread waits for, in a line that is not the learner's."""
INNER = ("line", "opcode")
"""Turns at something smaller than an operation that a user sees."""
Where = str | None
MARKS = ("start", "end", "return", "yield", "log")


def trace_of(message: dict[str, Any]) -> Trace:
    """Lanes, spans, marks and arrows of a message of ``grader.attempt.child.simulated``."""
    return _Builder(message).build()


class _Builder:
    """Turns events, in order, into what lasts and what happens."""

    def __init__(self, message: dict[str, Any]):
        self.message = message
        self.end = message["elapsed"]
        self.driver = driver_among(_files(message), message.get("drivers", Drivers()))
        self.names = unique_names(message["lanes"])
        self.lanes = {row[0]: self._lane(row) for row in message["lanes"]}
        self.of_packages = {row[0] for row in message["lanes"] if row[2] == "package task"}
        self.open: dict[tuple[int, str], tuple[int, str, str | None, int]] = {}
        self.arrows: list[Arrow] = []

    def _lane(self, row: list) -> Lane:
        number, _, kind, parent, start, end = row
        kind = "main" if number == 0 else kind.removeprefix("package ")
        owner = self.names.get(parent) if parent is not None else None
        return Lane(self.names[number], kind, [], [], max(start, 0), end, owner)

    def build(self) -> Trace:
        for order, event in enumerate(self.message["events"]):
            self._take(order, *event)
        for (number, state), opened in list(self.open.items()):
            self._close(number, state, max(self.end, opened[0]), len(self.message["events"]))
        self._prints()
        self._waits()
        kept = [lane for number, lane in self.lanes.items() if self._matters(number, lane)]
        names = {lane.name for lane in kept}
        arrows = [each for each in self.arrows if {each.from_lane, each.to_lane} <= names]
        return Trace(kept, arrows, "virtual")

    # -- events ------------------------------------------------------------------------------

    def _take(self, order: int, at: int, number: int, kind: str, what: Any, place: Any) -> None:
        if number not in self.lanes or (at > self.end and what in ("rest", "select")):
            return
        method = getattr(self, f"_{kind}", None)
        if method is not None:
            method(order, at, number, what, words(place))
        if kind in MARKS:
            self._mark(order, at, number, kind, what, words(place))

    def _mark(self, order: int, at: int, number: int, kind: str, what: Any, where: Where) -> None:
        if kind == "return":
            self.lanes[number].end = at if number == 0 else self.lanes[number].end
            return
        label = what if isinstance(what, str) else ""
        self.lanes[number].marks.append(Mark(at, kind, label, where, order))

    def _block(self, order: int, at: int, number: int, what: Any, where: Where) -> None:
        if what not in ("rest", "select"):
            state = "sleeping" if what.startswith("sleep") else "waiting"
            label = IDLE if what == "SimpleQueue.get" and where is None else _plain(what)
            self.open[number, "block"] = (at, f"{state}|{label}", where, order)

    def _resume(self, order: int, at: int, number: int, what: Any, where: Where) -> None:
        self._close(number, "block", at, order)

    def _await(self, order: int, at: int, number: int, what: Any, where: Where) -> None:
        self._block(order, at, number, what or "await", where)

    def _step(self, order: int, at: int, number: int, what: Any, where: Where) -> None:
        self._close(number, "block", at, order)

    def _call(self, order: int, at: int, number: int, what: Any, where: Where) -> None:
        self.open[number, f"call {what}"] = (at, f"call|{what}", where, order)

    def _called(self, order: int, at: int, number: int, what: Any, where: Where) -> None:
        label, how = what
        self._close(number, f"call {label}", at, order)
        if how != "ok":
            self.lanes[number].marks.append(Mark(at, "error", f"{label} {how}", where, order))

    def _turn(self, order: int, at: int, number: int, what: Any, where: Where) -> None:
        """Where time stands still, what matters is who did what in which turn."""
        kind, _, detail = what.partition(": ")
        place, inner = self.message["events"][order][4], kind in INNER
        drives = place is None or place[0] == self.driver
        if self.end or (drives and inner):
            return
        text = text_of(place) if inner else _plain(what)
        label = f"({text})" if drives else f"{place[1]} {text}"
        self.lanes[number].marks.append(Mark(at, "step", label, where, order, detail))

    def _held(self, order: int, at: int, number: int, what: Any, where: Where) -> None:
        """A step that took time: what it waited for in that time was no waiting of the task's."""
        duration, label = what
        lane, start = self.lanes[number], at - duration
        lane.spans = [span for span in lane.spans if span.start < start or span.state == "call"]
        self._span(number, start, at, "held", label, where, order, order)

    def _spawn(self, order: int, at: int, number: int, what: Any, where: Where) -> None:
        if what in self.names:
            self.arrows.append(Arrow(self.names[number], at, self.names[what], at, "submit"))

    def _end(self, order: int, at: int, number: int, what: Any, where: Where) -> None:
        self._close(number, "block", at, order)

    # -- spans -------------------------------------------------------------------------------

    def _close(self, number: int, key: str, at: int, order: int) -> None:
        opened = self.open.pop((number, key), None)
        if opened is None:
            return
        start, text, where, first = opened
        state, _, label = text.partition("|")
        covered = key == "block" and any(lane == number for lane, _ in self.open)
        never_ended = order == len(self.message["events"])
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

    # -- the rest ----------------------------------------------------------------------------

    def _prints(self) -> None:
        for at, number, text in self.message["output"]:
            if number in self.lanes and text.strip():
                self.lanes[number].marks.append(Mark(max(at, 0), "print", text.strip()[:40]))

    def _waits(self) -> None:
        for row in self.message["waits"]:
            if row["holder"] in self.names and row["lane"] in self.names:
                here, there = self.names[row["lane"]], self.names[row["holder"]]
                self.arrows.append(Arrow(here, self.end, there, self.end, "waits-for"))
                if row["since"]:
                    self._held_by(self.lanes[row["lane"]], there)

    def _held_by(self, lane: Lane, holder: str) -> None:
        """A wait for a lock tells who has it."""
        if lane.spans and lane.spans[-1].state == "waiting":
            last = lane.spans[-1]
            lane.spans[-1] = replace(last, label=f"{last.label} (held by {holder})")

    def _matters(self, number: int, lane: Lane) -> bool:
        """Not what asyncio starts for itself, nor a package's own business."""
        if lane.name.startswith(HOUSEKEEPING) or "_do_shutdown" in lane.name:
            return False
        if number in self.of_packages and not self._hosts(number):
            return False
        late = lane.start >= self.end and number > 0 and self.end > 0
        return not late or any(span.state == "call" for span in lane.spans)

    def _hosts(self, number: int) -> bool:
        """Whether code that is no package's runs in the lane: a line of the learner's, a fake."""
        events = (event for event in self.message["events"] if event[1] == number)
        return any(place or kind == "call" for *_, kind, _, place in events)


def _files(message: dict[str, Any]) -> set[str]:
    """Those in which somebody took a turn."""
    return {event[4][0] for event in message["events"] if event[2] == "turn" and event[4]}


def unique_names(rows: list) -> dict[int, str]:
    """Lane number → name, with a number added where a name comes again."""
    names: dict[int, str] = {}
    for number, full, *_ in rows:
        short = full.replace("ThreadPoolExecutor-", "pool-")  # a bar needs the room
        name = KNOWN_AS.get(short, short)
        count = sum(1 for other in names.values() if other.partition(" #")[0] == name)
        names[number] = f"{name} #{count + 1}" if count else name
    return names


def _plain(what: str) -> str:
    """``ThreadPoolExecutor.shutdown`` → ``shutdown``: shorter on a bar."""
    if what.startswith("ResponseHandler."):  # aiohttp's client
        return "waits for the answer"
    return what.rpartition(".")[2] if what.startswith("ThreadPoolExecutor.") else what
