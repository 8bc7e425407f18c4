"""What asyncio's locks keep to themselves: which task holds one, and who was told in vain.

asyncio in the simulated world: a lane for each task, a choice among those that are ready.

A loop's ``_ready`` becomes a deque that knows which task the handle just taken will step.  So
each step is in the trace, a step that takes virtual time is a blocked loop, and a strategy may
step another ready task first.  Plain callbacks keep their order, which asyncio documents, and no
step overtakes one: what a future calls first may be what clears up before its task goes on.
"""

import collections
import weakref
from asyncio import Task, all_tasks, base_events, locks
from functools import wraps
from gc import get_referents
from inspect import isasyncgen
from itertools import islice
from types import CoroutineType

from grader import lane_names
from grader.simulation.scheduler import scheduler
from grader.source_files import is_installed, known, place_in, where
from grader.units import BLOCKED_LOOP

made = weakref.WeakSet()  # the loops of this world


class Ready(collections.deque):
    """``loop._ready``: first in, first out, unless a strategy takes another task's step."""

    turn = 0  # how many of the handles belong to this turn of the loop
    task = None  # whose step it is
    began = 0  # and since when

    def popleft(self):
        if self.task is not None:
            leave(self)
        if scheduler.explorable and self.turn > 1:
            self._reorder()
        self.turn -= 1
        handle = super().popleft()
        enter(self, handle)
        scheduler.begin_handle()
        return handle

    def __len__(self):
        self.turn = size = super().__len__()
        return size

    def _reorder(self):
        """Bring the step that the strategy chose to the front: none passes a plain callback."""
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


def task_of(handle):
    """The task that a handle steps or wakes, or None."""
    owner = getattr(handle._callback, "__self__", None)
    return owner if isinstance(owner, Task) else None


def enter(ready, handle):
    """A step begins: from here on the thread's lane is the task's."""
    task = task_of(handle)
    if task is not None and not handle._cancelled:
        scheduler.current.task = lane_of(task)
        ready.task, ready.began = task, scheduler.now
        scheduler.event("step")


def leave(ready):
    """The step before this one, if any, has ended."""
    task, ready.task = ready.task, None
    if scheduler.now - ready.began >= BLOCKED_LOOP:
        _blocked_loop(task, scheduler.now - ready.began)
    if task.done():
        scheduler.event("end")
        scheduler.lanes[lane_of(task)][5] = scheduler.now
    else:
        scheduler.event("await", *awaited(task))
    scheduler.current.task = None


def lane_of(task):
    """The lane of a task, made when the task is first seen."""
    lane = getattr(task, "_lane", None)
    if lane is None or lane >= len(scheduler.lanes):
        name = task.get_name()
        coroutine = task.get_coro()
        if lane_names.is_numbered(name):
            name = getattr(coroutine, "__qualname__", name).rpartition(".")[2]
        kind = "package task" if is_installed(_file(coroutine)) else "task"
        lane = task._lane = scheduler.lane(name, kind, scheduler.current.id)
    return lane


def suspended():
    """Every task of every loop of this world that has not ended, in the order of creation."""
    return sorted((task for loop in list(made) for task in all_tasks(loop)), key=hash)


def _file(coroutine):
    code = getattr(coroutine, "cr_code", None) or getattr(coroutine, "gi_code", None)
    return code.co_filename if code else ""


def awaited(task):
    """What a suspended task waits for and where: ``("sleep 3", (file, line, function))``."""
    innermost, users = frames(task)
    return "" if innermost is None else _label(innermost), place_in(users)


def frames(task):
    """The innermost frame of a suspended task, and the innermost of the user's."""
    waiting, innermost, users = task.get_coro(), None, None
    while waiting is not None:
        frame, following = _inside(waiting)
        if frame is None:
            break
        innermost = frame
        if known[frame.f_code.co_filename]:
            users = frame
        waiting = following
    return innermost, users


def _inside(waiting):
    """The frame of a coroutine or an async generator, and what it awaits."""
    if type(waiting) is CoroutineType:
        return waiting.cr_frame, waiting.cr_await
    if type(waiting).__name__ == "async_generator_asend":  # names its generator to nobody but gc
        waiting = next(filter(isasyncgen, get_referents(waiting)), None)
    frame = getattr(waiting, "ag_frame", None) or getattr(waiting, "cr_frame", None)
    return frame, getattr(waiting, "ag_await", None) or getattr(waiting, "cr_await", None)


def _label(frame):
    name, variables = frame.f_code.co_name, frame.f_locals
    if name == "sleep" and "delay" in variables:
        return f"sleep {variables['delay']:g}"
    owner = variables.get("self")
    return f"{type(owner).__name__}.{name}" if owner is not None else name


def _blocked_loop(task, duration):
    name = getattr(task.get_coro(), "__qualname__", task.get_name()).rpartition("<locals>.")[2]
    what, place = scheduler.current.last or ("", None)
    scheduler.event("held", what, place, "", duration)
    scheduler.find(
        "blocked loop", f"coroutine {name} held the loop for {duration / 1e9:g} s: {what}", place
    )


def install():
    """Watch every loop that is made from now on."""
    original = base_events.BaseEventLoop.__init__

    def __init__(self, *args, **kwargs):
        original(self, *args, **kwargs)
        self._ready = Ready(self._ready)
        made.add(self)

    base_events.BaseEventLoop.__init__ = __init__
    run_once = base_events.BaseEventLoop._run_once

    def _run_once(self):
        came = scheduler.came
        run_once(self)
        if type(self._ready) is Ready:
            if self._ready.task is not None:
                leave(self._ready)
            scheduler.end_turn(self, scheduler.came != came)

    base_events.BaseEventLoop._run_once = _run_once


IN_VAIN = {  # calls that may wake nobody: if a task waits for ever later, this is why
    "clear": lambda event: event._value,
    "notify": lambda condition: not condition._waiters,
}


def install_lock_holders():
    """Note it, for deadlocks."""
    _note_holder(locks.Lock)
    _note_in_vain(locks.Event, "clear")
    _note_in_vain(locks.Condition, "notify")


def _note_holder(cls):
    acquire, release = cls.acquire, cls.release

    @wraps(acquire)
    async def acquiring(self):
        taken = await acquire(self)
        scheduler.holders[id(self)] = scheduler.here(), where()
        return taken

    @wraps(release)
    def releasing(self):
        scheduler.holders.pop(id(self), None)
        release(self)

    cls.acquire, cls.release = acquiring, releasing


def _note_in_vain(cls, name):
    original, in_vain = getattr(cls, name), IN_VAIN[name]

    @wraps(original)
    def operation(self, *args, **kwargs):
        if in_vain(self):
            scheduler.unheard[id(self)] = where()
        return original(self, *args, **kwargs)

    setattr(cls, name, operation)
