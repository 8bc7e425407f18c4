"""The event log of a world: its lanes, what happened in them, what was printed and what was found.

It keeps the choices of the strategy, too, and what a deadlock report needs.  The scheduler writes it
and `grader.simulation.world` reports it.  It holds plain tuples and lists,
since writing it is part of the hot path.
"""

from __future__ import annotations

from grader.source_files import where

TYPE_CHECKING = False  # stands for that of `typing`, which may not be imported here
if TYPE_CHECKING:
    from typing import Any

    from grader.simulation.thread import SimThread
    from grader.source_files import Place

    Event = tuple[Any, ...]


class EventLog:
    """What has happened in a world; the scheduler inherits it.

    An event is ``(nanoseconds, lane, kind, what, place, how, number)``, of which the last two may be
    missing; a lane is ``[number, name, kind, parent, start, end]``.
    """

    now: int
    current: SimThread
    controller: SimThread

    def reset_log(self) -> None:
        """Start the log of a new world, in which nothing has happened."""
        self.events: list[Event] = []
        self.findings: list[dict[str, Any]] = []
        self.output: list[tuple[int, int, str]] = []
        self.log: list[tuple[int, int, Any]] = []
        self.yields: list[tuple[int, Any]] = []
        self.lanes: list[list[Any]] = []
        self.choices: list[int] = []
        self.arities: list[int] = []
        # For each choice: how many events were before it, and the lanes to choose from.
        self.offers: list[tuple[int, list[int]]] = []
        self.missed_notifications: dict[int, Place | None] = {}  # by the id of what was notified
        self.task_lock_holders: dict[int, tuple[int, Place | None]] = {}  # by the id of the lock
        self.next_id = 0
        self.last_turn: int | None = None  # the lane of the turn that was noted last

    def lane(self, name: str, kind: str, parent: int | None = None) -> int:
        """Add a lane that begins now; return its number."""
        if parent is None and self.current is not self.controller:
            parent = self.here()
        self.lanes.append([self.next_id, name, kind, parent, self.now, None])
        self.next_id += 1
        return self.next_id - 1

    def end_lane(self, number: int) -> None:
        """Note that a lane ends now."""
        self.lanes[number][5] = self.now

    def here(self) -> int:
        """Return the current lane: a task's if one is being stepped, else the thread's."""
        thread = self.current
        return thread.id if thread.task is None else thread.task

    def event(self, kind: str, what: str = "", place: Place | None = None, *more: Any) -> None:
        """Add an event at this instant, in the current lane; ``more`` as in `attempt.history.Event`."""
        self.events.append((self.now, self.here(), kind, what, place, *more))

    def find(self, kind: str, text: str, place: Place | None) -> None:
        """Add a finding, unless an equal one has been added."""
        finding = {"kind": kind, "text": text, "where": place}
        if finding not in self.findings:
            self.findings.append(finding)

    def note_turn(self, why: str, choice: bool) -> None:
        """Note whose turn it is: at each visible operation; at a line or opcode if that is new."""
        lane = self.here()
        if choice or self.last_turn != lane or not why.startswith(("line", "opcode")):
            self.events.append((self.now, lane, "turn", why, where()))
        self.last_turn = lane
