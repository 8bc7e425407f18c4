"""asyncio in the simulated world: a lane for each task, a choice among those that are ready.

A loop's ``_ready`` becomes a deque that knows which task the handle just taken will step.  So
each step is in the event log, a step that takes virtual time is a blocked loop, and a strategy may
step another ready task first.  Plain callbacks keep their order, which asyncio documents, and no
step overtakes one: the callback that comes first may be what cleans up before a task goes on.

asyncio's locks are wrapped for deadlock reports: which task holds one, and which notification came
when no task waited for it.
"""

from __future__ import annotations

import collections
import weakref
from asyncio import AbstractEventLoop, Handle, Task, all_tasks, base_events, locks
from collections.abc import Callable
from functools import wraps
from gc import get_referents
from inspect import isasyncgen
from itertools import islice
from types import CoroutineType, FrameType
from typing import Any

from grader import lane_names
from grader.simulation.scheduler import scheduler
from grader.source_files import Place, is_installed, place_in, user_files, where
from grader.units import BLOCKED_LOOP

AnyTask = Task[Any]
WAKES_NONE: dict[str, Callable[[Any], bool]] = {
    "clear": lambda event: event._value,
    "notify": lambda condition: not condition._waiters,
}
"""Calls that may wake no task: if one waits for ever later, this is why."""

_loops: weakref.WeakSet[AbstractEventLoop] = weakref.WeakSet()  # those of this world


class Ready(collections.deque[Handle]):
    """``loop._ready``: first in, first out, unless a strategy takes another task's step."""

    turn = 0  # how many of the handles belong to this turn of the loop
    task: AnyTask | None = None  # the task that is being stepped
    began = 0  # the nanosecond at which its step began

    def popleft(self) -> Handle:
        if self.task is not None:
            leave(self, self.task)
        if scheduler.explorable and self.turn > 1:
            self._reorder()
        self.turn -= 1
        handle = super().popleft()
        enter(self, handle)
        scheduler.begin_handle()
        return handle

    def __len__(self) -> int:
        self.turn = size = super().__len__()
        return size

    def _reorder(self) -> None:
        """Bring the step that the strategy chose to the front: none overtakes a plain callback."""
        lanes = []
        for handle in islice(self, self.turn):
            task = task_of(handle)
            if task is None:
                break
            lanes.append(lane_of(task))
        chosen = scheduler.decide(lanes) if len(lanes) > 1 else 0
        if chosen:
            handle = self[chosen]
            del self[chosen]
            self.appendleft(handle)


def install() -> None:
    """Watch every loop that is made from now on."""
    cls: Any = base_events.BaseEventLoop
    original, run_once = cls.__init__, cls._run_once

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        self._ready = Ready(self._ready)
        _loops.add(self)

    def _run_once(self: Any) -> None:
        came = scheduler.came
        run_once(self)
        ready = self._ready
        if type(ready) is Ready:
            if ready.task is not None:
                leave(ready, ready.task)
            scheduler.end_turn(self, scheduler.came != came)

    cls.__init__, cls._run_once = __init__, _run_once


def install_lock_notes() -> None:
    """Note, for deadlock reports, who holds asyncio's locks and which notifications were missed."""
    _note_holder(locks.Lock)
    _note_missed_notifications(locks.Event, "clear")
    _note_missed_notifications(locks.Condition, "notify")


def restart() -> None:
    """Forget the loops of the last world."""
    _loops.clear()


def task_of(handle: Any) -> AnyTask | None:
    """Return the task that a handle steps or wakes, or None."""
    owner = getattr(handle._callback, "__self__", None)
    return owner if isinstance(owner, Task) else None


def enter(ready: Ready, handle: Any) -> None:
    """Begin a step: from here on the thread's lane is the task's."""
    task = task_of(handle)
    if task is not None and not handle._cancelled:
        scheduler.current.task = lane_of(task)
        ready.task, ready.began = task, scheduler.now
        scheduler.event("step")


def leave(ready: Ready, task: AnyTask) -> None:
    """End the step of a task."""
    ready.task = None
    if scheduler.now - ready.began >= BLOCKED_LOOP:
        _blocked_loop(task, scheduler.now - ready.began)
    if task.done():
        scheduler.event("end")
        scheduler.end_lane(lane_of(task))
    else:
        scheduler.event("await", *awaited(task))
    scheduler.current.task = None


def lane_of(task: Any) -> int:
    """Return the lane of a task, which is made when the task is first seen."""
    lane: int | None = getattr(task, "_lane", None)
    if lane is None or lane >= len(scheduler.lanes):
        name = task.get_name()
        coroutine = task.get_coro()
        if lane_names.is_numbered(name):
            name = getattr(coroutine, "__qualname__", name).rpartition(".")[2]
        kind = "package task" if is_installed(_file(coroutine)) else "task"
        lane = task._lane = scheduler.lane(name, kind, scheduler.current.id)
    return lane


def suspended() -> list[AnyTask]:
    """Return every task of this world that has not ended, the youngest first."""
    return sorted((task for loop in list(_loops) for task in all_tasks(loop)), key=hash)


def awaited(task: AnyTask) -> tuple[str, Place | None]:
    """Return what a suspended task waits for and where: ``("sleep 3", (file, line, function))``."""
    innermost, users = frames(task)
    return "" if innermost is None else _label(innermost), place_in(users)


def frames(task: AnyTask) -> tuple[FrameType | None, FrameType | None]:
    """Return the innermost frame of a suspended task, and the innermost of the user's."""
    waiting: Any = task.get_coro()
    innermost = users = None
    while waiting is not None:
        frame, following = _inside(waiting)
        if frame is None:
            break
        innermost = frame
        if user_files[frame.f_code.co_filename]:
            users = frame
        waiting = following
    return innermost, users


def _file(coroutine: Any) -> str:
    code = getattr(coroutine, "cr_code", None) or getattr(coroutine, "gi_code", None)
    return code.co_filename if code else ""


def _inside(waiting: Any) -> tuple[FrameType | None, Any]:
    """Return the frame of a coroutine or an async generator, and what it awaits."""
    if type(waiting) is CoroutineType:
        return waiting.cr_frame, waiting.cr_await
    if type(waiting).__name__ == "async_generator_asend":  # only gc knows of which generator
        waiting = next(filter(isasyncgen, get_referents(waiting)), None)
    frame = getattr(waiting, "ag_frame", None) or getattr(waiting, "cr_frame", None)
    return frame, getattr(waiting, "ag_await", None) or getattr(waiting, "cr_await", None)


def _label(frame: FrameType) -> str:
    name, variables = frame.f_code.co_name, frame.f_locals
    if name == "sleep" and "delay" in variables:
        return f"sleep {variables['delay']:g}"
    owner = variables.get("self")
    return f"{type(owner).__name__}.{name}" if owner is not None else name


def _blocked_loop(task: AnyTask, duration: int) -> None:
    name = getattr(task.get_coro(), "__qualname__", task.get_name()).rpartition("<locals>.")[2]
    what, place = scheduler.current.last or ("", None)
    scheduler.event("held", what, place, "", duration)
    scheduler.find(
        "blocked loop", f"coroutine {name} held the loop for {duration / 1e9:g} s: {what}", place
    )


def _note_holder(cls: Any) -> None:
    acquire, release = cls.acquire, cls.release

    @wraps(acquire)
    async def acquiring(self: Any) -> Any:
        taken = await acquire(self)
        scheduler.task_lock_holders[id(self)] = scheduler.here(), where()
        return taken

    @wraps(release)
    def releasing(self: Any) -> None:
        scheduler.task_lock_holders.pop(id(self), None)
        release(self)

    cls.acquire, cls.release = acquiring, releasing


def _note_missed_notifications(cls: Any, name: str) -> None:
    original, wakes_none = getattr(cls, name), WAKES_NONE[name]

    @wraps(original)
    def operation(self: Any, *args: Any, **kwargs: Any) -> Any:
        if wakes_none(self):
            scheduler.missed_notifications[id(self)] = where()
        return original(self, *args, **kwargs)

    setattr(cls, name, operation)
