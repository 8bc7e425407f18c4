"""What is noted while code is recorded: lanes with their spans and marks, and the events of fakes and drivers.

Hooks and the sampler write down facts.  `grader.recording.assemble` turns facts into a `Trace`, and
`grader.attempt.child.report` turns facts into the report of a run.  Noting has to be cheap and safe from any
thread: appending to a list is both.  `Patches` replaces functions while a recording lasts, and puts every one
of them back.

All times are nanoseconds of one monotonic clock, which all processes of a machine share.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import threading
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from grader.recording.held import OwnTime
from grader.recording.sites import EVENT_LOOP, Site
from grader.trace.model import Mark, Span


class Patches:
    """Functions replaced in classes and modules; `restore` undoes all, the last one first."""

    def __init__(self) -> None:
        self._undo: list[tuple[Any, str, Any]] = []

    def around(self, owner: Any, name: str, hook: Callable[..., Any]) -> None:
        """Make `owner.name(...)` a call of `hook(original, ...)`."""
        original = vars(owner)[name]
        function = getattr(owner, name)

        @wraps(function)
        def hooked(*args: Any, **kwargs: Any) -> Any:
            return hook(original, *args, **kwargs)

        self._undo.append((owner, name, original))
        setattr(owner, name, hooked)

    def restore(self) -> None:
        """Put every function back."""
        while self._undo:
            setattr(*self._undo.pop())


now = time.monotonic_ns
MOST_NOTES = 200_000
"""Spans, marks and signals of one recording; later ones are not kept, so that memory stays bounded."""
MOST_NOTES_OF_WHOLE = 40_000
"""The same where a whole process is recorded: its trace is sent to the judge, who takes 20,000 spans."""
RECORDING: ContextVar[Facts | None] = ContextVar("recording", default=None)
"""The recording of the code that runs in this context.  A notebook's own tasks have none."""


class Active:
    """The one recording that is under way: hooks are global, so there can be no second."""

    facts: Facts | None = None


def _stop_in_fork() -> None:
    """Record nothing in a forked process: nothing of what is noted there would ever be seen."""
    Active.facts = None


if hasattr(os, "register_at_fork"):  # Windows has none
    os.register_at_fork(after_in_child=_stop_in_fork)


def recording() -> Facts | None:
    """Return the recording that the running code belongs to, by its process, its context or its thread."""
    facts, active = RECORDING.get(), Active.facts
    if facts is None and active is not None and active.has(threading.get_ident()):
        facts = active
    return facts if facts is active else None


@dataclass(slots=True, eq=False)
class LaneFacts:
    """What is known of a lane so far."""

    name: str
    kind: str
    parent: LaneFacts | None = None
    number: int = 0
    """The place of the lane in the order in which lanes were begun."""
    start: int = field(default_factory=now)
    end: int | None = None
    spans: list[Span] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    clock: int | None = None
    """The clock of the thread's processor time, where the platform has one."""
    since: int | None = None
    """The end of a suspended task's last step."""
    ready: bool = False
    """True if the suspended task awaits nothing, but only lets others go first."""
    started: bool = False
    """True if the recorded code has started the lane, False if the lane is older."""
    hidden: bool = False
    """True for a lane that is not shown: a task of a library's own."""


class Signal(NamedTuple):
    """One lane starts another, or gives it a job."""

    sender: LaneFacts
    since: int
    receiver: LaneFacts
    at: int


Tick = tuple[int, dict[int, tuple[int, Site]]]
"""The moment of a look and, by the `id` of each lane, the thread's processor time and site."""


class Facts:
    """All that is known of one recording.

    ``whole`` says that all code of this process is recorded.  Otherwise only the thread that begins the
    recording is, with whatever that thread starts.
    """

    def __init__(self, *, whole: bool = False) -> None:
        self.whole, self.finished = whole, False
        self.calling = False  # True while the recorded call is under way
        self.own_time: OwnTime | None = None  # where the machine's share of a step is not counted
        self.zero = self.end = now()
        self.lanes: list[LaneFacts] = []
        self.signals: list[Signal] = []
        self.ticks: list[Tick] = []
        self.threads: dict[int, LaneFacts] = {}
        self.tasks: WeakKeyDictionary[Any, LaneFacts] = WeakKeyDictionary()
        self.output: list[str] = []
        self.events: list[list[Any]] = []
        self.logged: list[list[Any]] = []
        self.yields: list[list[Any]] = []
        self.main: LaneFacts | None = None
        self.cell: asyncio.Task[Any] | None = None
        self._numbers = itertools.count()
        self._room = MOST_NOTES_OF_WHOLE if whole else MOST_NOTES

    def begin(self) -> None:
        """Make the calling thread the one that is recorded."""
        self.main = self.begin_thread("main", "main", None)

    def finish(self) -> None:
        """Let the trace end now, unless it has ended already; notes may still follow."""
        if not self.finished:
            self.finished, self.end = True, now()

    def has(self, ident: int) -> bool:
        """Return True if the thread belongs to the recording."""
        return self.whole or ident in self.threads

    # -- lanes -------------------------------------------------------------------------------

    def lane(self, name: str, kind: str, parent: LaneFacts | None = None) -> LaneFacts:
        """Begin a lane and return it; names need not be unique yet."""
        lane = LaneFacts(name, kind, parent, next(self._numbers))
        self.lanes.append(lane)
        return lane

    def begin_thread(self, name: str, kind: str, parent: LaneFacts | None) -> LaneFacts:
        """Begin a lane for the calling thread and return it."""
        lane = self.lane(name, kind, parent)
        lane.clock = processor_clock()
        self.threads[threading.get_ident()] = lane
        return lane

    def end_thread(self) -> None:
        """End the lane of the calling thread."""
        lane = self.threads.pop(threading.get_ident(), None)
        if lane is not None:
            lane.end = now()

    def thread(self) -> LaneFacts:
        """Return the lane of the calling thread; a thread older than the recording gets one now."""
        lane = self.threads.get(threading.get_ident())
        return lane or self.begin_thread(threading.current_thread().name, "thread", self.main)

    def actor(self) -> LaneFacts:
        """Return the lane that acts: that of the running task if it is recorded, else the thread's."""
        task = current_task()
        if task is None or task is self.cell:
            return self.thread()
        lane = self.tasks.get(task)
        if lane is None and self.whole:  # made by other means than `create_task`
            lane = self.tasks[task] = self.lane(task.get_name(), "task", self.thread())
        return lane or self.thread()

    def alive(self) -> list[LaneFacts]:
        """Return the lanes of threads and tasks that the recorded code has started, and that are not over."""
        own = [lane for lane in self.lanes if lane.started and not lane.hidden]
        return [lane for lane in own if lane.end is None and lane.kind in ("thread", "task")]

    def idle_since(self) -> int:
        """Return when the main thread's event loop was first seen with nothing to do, or the present."""
        seen = (
            (time, lanes[id(self.main)]) for time, lanes in self.ticks if id(self.main) in lanes
        )
        return next((time for time, (_, site) in seen if site.label == EVENT_LOOP), now())

    # -- notes -------------------------------------------------------------------------------

    def add_span(self, lane: LaneFacts, span: Span) -> None:
        """Note something that lasted; on the hot path of every step of a task."""
        self._room -= 1
        if self._room >= 0:
            lane.spans.append(span)

    def add_mark(self, lane: LaneFacts, kind: str, label: str) -> None:
        """Note something that happens now."""
        if self._has_room():
            lane.marks.append(Mark(now(), kind, label))

    def add_signal(self, sender: LaneFacts, since: int, receiver: LaneFacts, at: int) -> None:
        """Note that one lane has acted on another."""
        if self._has_room():
            self.signals.append(Signal(sender, since, receiver, at))

    def add_event(self, lane: LaneFacts, kind: str, label: str, *more: Any) -> None:
        """Note an event of a lane, as `grader.attempt.history.Event` has it."""
        self.events.append([now() - self.zero, lane.number, kind, label, None, *more])

    def _has_room(self) -> bool:
        self._room -= 1
        return self._room >= 0


def current_task() -> asyncio.Task[Any] | None:
    """Return the task that runs in the calling thread, or None."""
    try:
        return asyncio.current_task()
    except RuntimeError:
        return None


def processor_clock() -> int | None:
    """Return the clock of the calling thread's processor time; None on macOS and Windows, which have none."""
    if not hasattr(time, "pthread_getcpuclockid"):
        return None
    return time.pthread_getcpuclockid(threading.get_ident())
