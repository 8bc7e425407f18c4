"""asyncio in the simulated world: a lane for each task, a choice among those that are ready.

A loop's ``_ready`` becomes a deque that knows which task the handle just taken will step.  So
each step is in the trace, a step that takes virtual time is a blocked loop, and a strategy may
step another ready task first.  Plain callbacks keep their order, which asyncio documents.
"""

import collections
import weakref
from asyncio import Task, all_tasks, base_events
from itertools import islice

from grader.simulation.scheduler import scheduler
from grader.simulation.where import is_user, of_package

HELD = 50_000_000  # a step longer than this many nanoseconds blocks its loop
made = weakref.WeakSet()  # the loops of this world


class Ready(collections.deque):
    """``loop._ready``: first in, first out, unless a strategy takes another task's step."""

    turn = 0  # how many of the handles belong to this turn of the loop

    def popleft(self):
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
        """Bring the step that the strategy chose to the front."""
        if task_of(self[0]) is None:
            return
        handles = enumerate(islice(self, self.turn))
        steps = [(i, lane_of(task)) for i, handle in handles if (task := task_of(handle))]
        if len(steps) < 2:
            return
        chosen, _ = steps[scheduler.decide([lane for _, lane in steps])]
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
    ready.began = scheduler.now
    if task is not None and not handle._cancelled:
        scheduler.current.task = lane_of(task)
        ready.task = task
        scheduler.event("step")


def leave(ready):
    """The step before this one, if any, has ended."""
    task, thread = getattr(ready, "task", None), scheduler.current
    if task is None:
        return
    ready.task = None
    if scheduler.now - ready.began >= HELD:
        _blocked_loop(task, scheduler.now - ready.began)
    scheduler.event("end" if task.done() else "await", *awaited(task))
    if task.done():
        scheduler.lanes[lane_of(task)][5] = scheduler.now
    thread.task = None


def lane_of(task):
    """The lane of a task, made when the task is first seen."""
    lane = getattr(task, "_lane", None)
    if lane is None or lane >= len(scheduler.lanes):
        name = task.get_name()
        coroutine = task.get_coro()
        if name.startswith("Task-"):
            name = getattr(coroutine, "__qualname__", name).rpartition(".")[2]
        kind = "package task" if of_package(_file(coroutine)) else "task"
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
    frame, place, name = task.get_coro(), None, ""
    while frame is not None:
        code = getattr(frame, "cr_code", None) or getattr(frame, "ag_code", None)
        inner = getattr(frame, "cr_frame", None) or getattr(frame, "ag_frame", None)
        if code is None or inner is None:
            break
        name = _label(code, inner)
        if is_user(code.co_filename):
            place = (code.co_filename, inner.f_lineno, code.co_name)
        frame = getattr(frame, "cr_await", None) or getattr(frame, "ag_await", None)
    return name, place


def _label(code, frame):
    if code.co_name == "sleep" and "delay" in frame.f_locals:
        return f"sleep {frame.f_locals['delay']:g}"
    owner = frame.f_locals.get("self")
    return f"{type(owner).__name__}.{code.co_name}" if owner is not None else code.co_name


def _blocked_loop(task, duration):
    name = getattr(task.get_coro(), "__qualname__", task.get_name()).rpartition("<locals>.")[2]
    what, place = scheduler.current.last or ("", None)
    scheduler.event("held", [duration, what], place)
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
            leave(self._ready)
            scheduler.end_turn(self, scheduler.came != came)

    base_events.BaseEventLoop._run_once = _run_once
