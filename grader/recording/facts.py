"""What the hooks and the sampler note down while code runs; `grader.recording.assemble` makes a Trace of it.

Noting must be cheap and safe from any thread: appending to a list is both.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from grader.recording.sites import EVENT_LOOP
from grader.trace.model import Mark, Span

now = time.monotonic_ns
"""One clock for all processes of a machine, in nanoseconds."""

RECORDING: ContextVar[Facts | None] = ContextVar("recording", default=None)
"""Set for the code that is recorded and the tasks it starts: the notebook's own tasks are not of interest."""


@dataclass(slots=True)
class LaneFacts:
    """A lane in the making."""

    name: str
    kind: str
    parent: LaneFacts | None = None
    start: int = field(default_factory=now)
    end: int | None = None
    spans: list[Span] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    clock: int | None = None
    """The thread's processor clock, where the platform has one."""
    since: int | None = None
    """When a task that is suspended ended its last step."""
    ready: bool = False
    """… and awaits nothing: it only lets others go first."""
    started: bool = False
    """By the recorded code, not before it."""
    hidden: bool = False
    """Noted but not shown: a task of a library's own."""


class Signal(NamedTuple):
    """One lane starts another, or gives it a job."""

    sender: LaneFacts
    since: int
    receiver: LaneFacts
    at: int


Tick = tuple[int, dict[int, tuple[int, Any]]]
"""When, and for each lane's number its processor time and site."""


class Facts:
    """All that is known of one recording."""

    def __init__(self) -> None:
        self.zero = now()
        self.end = self.zero
        self.process = os.getpid()
        self.lanes: list[LaneFacts] = []
        self.signals: list[Signal] = []
        self.ticks: list[Tick] = []
        self.threads: dict[int, LaneFacts] = {}
        self.tasks: WeakKeyDictionary[Any, LaneFacts] = WeakKeyDictionary()
        self.output: list[str] = []
        self.main: LaneFacts | None = None
        self.cell: asyncio.Task[Any] | None = None

    def lane(self, name: str, kind: str, parent: LaneFacts | None = None) -> LaneFacts:
        """A new lane; names need not be unique yet."""
        lane = LaneFacts(name, kind, parent)
        self.lanes.append(lane)
        return lane

    def begin(self) -> None:
        """The thread that asks is the one that is recorded."""
        self.main = self.begin_thread("main", "main", None)

    def thread(self) -> LaneFacts:
        """The lane of the thread that asks; pool threads older than the recording get theirs now."""
        lane = self.threads.get(threading.get_ident())
        return lane or self.begin_thread(threading.current_thread().name, "thread", self.main)

    def idle_since(self) -> int:
        """When the main thread's event loop was first seen with nothing to do; now, if it was not."""
        seen = (
            (time, lanes[id(self.main)]) for time, lanes in self.ticks if id(self.main) in lanes
        )
        return next((time for time, (_, site) in seen if site.label == EVENT_LOOP), now())

    def actor(self) -> LaneFacts:
        """The lane that acts: the running task if it is recorded, else the thread that asks."""
        task = current_task()
        lane = self.tasks.get(task) if task is not None else None
        return lane if lane is not None and task is not self.cell else self.thread()

    def begin_thread(self, name: str, kind: str, parent: LaneFacts | None) -> LaneFacts:
        """A lane for the thread that asks."""
        lane = self.lane(name, kind, parent)
        lane.clock = processor_clock()
        self.threads[threading.get_ident()] = lane
        return lane

    def end_thread(self) -> None:
        """The thread that asks is done."""
        lane = self.threads.pop(threading.get_ident(), None)
        if lane is not None:
            lane.end = now()


def current_task() -> asyncio.Task[Any] | None:
    """The task that runs in this thread."""
    try:
        return asyncio.current_task()
    except RuntimeError:
        return None


def processor_clock() -> int | None:
    """The clock of this thread's processor time; None where there is no such clock (macOS, Windows)."""
    if not hasattr(time, "pthread_getcpuclockid"):
        return None
    return time.pthread_getcpuclockid(threading.get_ident())


def recording() -> Facts | None:
    """The recording that the running code belongs to, by its context or by its thread."""
    facts = RECORDING.get()
    if facts is None and Active.facts is not None and threading.get_ident() in Active.facts.threads:
        facts = Active.facts
    return facts if facts is Active.facts else None


class Active:
    """The one recording under way: hooks are global, so there can be no second."""

    facts: Facts | None = None
