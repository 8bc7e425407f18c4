"""Follows tasks: every step between two awaits, and what each await waits for.

An event loop runs each step of a task as the callback of a handle; the recorder listens there.  Loops that
nest_asyncio has patched run the same handles, one within another.  What a suspended task is called and what the
task awaits is read from its chain of coroutines.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from asyncio import base_events, events
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar

from grader import lane_names
from grader.recording.facts import Active, Facts, LaneFacts, Patches, now, recording
from grader.recording.held import doer, held
from grader.recording.jobs import label, short
from grader.recording.sites import DRIVE, FAKES, place
from grader.source_files import is_ours, is_user
from grader.trace.model import Span
from grader.units import MILLISECOND

CELL = "cell"
"""The lane of the task that runs the cell."""
ASYNCIO = str(Path(asyncio.__file__).parent)
BRIEF = MILLISECOND // 10
"""Waits that are shorter are not noted."""
T = TypeVar("T")


# -- what a task is called, and what it awaits -------------------------------------------------


def has_name(task: asyncio.Task[Any]) -> bool:
    """Return True if the task has got a name of its own; other names only count."""
    return not lane_names.is_numbered(task.get_name())


def is_running(task: asyncio.Task[Any]) -> bool:
    """Return True if the task is in the middle of a step."""
    return bool(getattr(task.get_coro(), "cr_running", False))


def name(task: asyncio.Task[Any]) -> str:
    """Return the task's own name; if that only counts, its coroutine's and first plain argument: `fetch a`."""
    if has_name(task):
        return task.get_name()
    coroutine = task.get_coro()
    frame = frame_of(_driven(coroutine))
    if frame is not None and frame.f_code.co_filename == FAKES:
        return label(frame.f_locals["self"], frame.f_locals["args"])
    return " ".join([str(getattr(coroutine, "__name__", "task")), *_argument(frame)])


def _driven(coroutine: Any) -> Any:
    """Return the recorded coroutine, which may be awaited by one of ours."""
    frame = frame_of(coroutine)
    ours = frame is not None and frame.f_code.co_filename == DRIVE
    return frame.f_locals.get("value", coroutine) if ours else coroutine


def _argument(frame: FrameType | None) -> list[str]:
    """Return the first argument that is text or a number, in a list that may be empty."""
    if frame is None:
        return []
    values = (
        frame.f_locals.get(name) for name in frame.f_code.co_varnames[: frame.f_code.co_argcount]
    )
    return [short(value) for value in values if isinstance(value, str | int | float)][:1]


def awaited(task: asyncio.Task[Any], start: int, end: int) -> Span:
    """Return what a suspended task awaits: the library's coroutine that the user's own awaits, and the line."""
    chain = _chain(task.get_coro())
    own = [coroutine for coroutine in chain if is_user(frame_of(coroutine).f_code.co_filename)]
    chain = [coroutine for coroutine in chain if not _is_between(coroutine)]
    library = chain[chain.index(own[-1]) + 1 :] if own else chain
    where = place(frame_of(own[-1])) if own else None
    if not library:
        return Span(start, end, "waiting", _future(task), where)
    return Span(start, end, *_described(library[0]), where)


def _is_between(coroutine: Any) -> bool:
    """Return True for a fake and for what enters a lock's `async with`: what these await says more."""
    return (
        frame_of(coroutine).f_code.co_filename == FAKES
        or "_ContextManagerMixin" in coroutine.__qualname__
    )


def _future(task: asyncio.Task[Any]) -> str:
    """Return what the bare future stands for that a task awaits."""
    future = getattr(task, "_fut_waiter", None)
    if isinstance(future, asyncio.Task):
        return name(future)
    return "gather" if type(future).__name__ == "_GatheringFuture" else "a future"


def _described(coroutine: Any) -> tuple[str, str]:
    label = coroutine.__qualname__
    if label == "sleep":
        return "sleeping", f"sleep {frame_of(coroutine).f_locals.get('delay', '')}".strip()
    return "waiting", label


def _chain(coroutine: Any) -> list[Any]:
    """Return the coroutine, the one that it awaits, and so on, as far as these have Python frames."""
    chain = []
    while coroutine is not None and frame_of(coroutine) is not None:
        chain.append(coroutine)
        coroutine = getattr(coroutine, "cr_await", None) or getattr(coroutine, "gi_yieldfrom", None)
    return chain


def frame_of(coroutine: Any) -> Any:
    """Return the frame of a suspended coroutine or generator; None for one without Python code."""
    return getattr(coroutine, "cr_frame", None) or getattr(coroutine, "gi_frame", None)


# -- hooks -----------------------------------------------------------------------------------


def install(patches: Patches) -> None:
    """Follow every task that recorded code creates."""
    patches.around(base_events.BaseEventLoop, "create_task", _create)
    patches.around(events.Handle, "_run", _run)


def _create(original: Callable[..., Any], loop: Any, coroutine: Any, **options: Any) -> Any:
    task = original(loop, coroutine, **options)
    facts = recording()
    if facts is not None and isinstance(task, asyncio.Task):
        lane = facts.tasks.get(task)  # a task that began at once may have one already
        if lane is None:
            lane = facts.tasks[task] = facts.lane("task", "task", facts.thread())
        lane.name, lane.started = _told(name, "task", task), True
        lane.hidden = not _told(_is_wanted, True, coroutine)
        facts.add_signal(facts.actor(), now(), lane, now())
    return task


def _told(question: Callable[..., T], otherwise: T, *about: Any) -> T:
    """Return the answer to a question about recorded code, which must not fail because of the question."""
    try:
        return question(*about)
    except Exception:  # noqa: BLE001 - what looks like a coroutine may be anything
        return otherwise


def _is_wanted(coroutine: Any) -> bool:
    """Return True if the coroutine is the user's, or the user has made a task of it, not a library for itself."""
    if str(getattr(coroutine, "__name__", "")).startswith("shutdown_"):
        return False
    frame = frame_of(coroutine)
    code = frame.f_code if frame is not None else None
    if code is None or code.co_filename == DRIVE:
        return True
    return is_user(code.co_filename) or is_user(_caller().f_code.co_filename)


def _caller() -> FrameType:
    """Return the frame of the code that has called asyncio."""
    frame = sys._getframe(1)
    while frame.f_back is not None and _is_plumbing(frame.f_code.co_filename):
        frame = frame.f_back
    return frame


def _is_plumbing(file: str) -> bool:
    return is_ours(file) or file.startswith(ASYNCIO)


def _run(original: Callable[..., Any], handle: events.Handle) -> Any:
    """Run a handle; on the hot path: an event loop takes a hundred thousand steps a second."""
    facts = Active.facts
    if facts is None:
        return original(handle)
    if facts.cell is not None:
        _suspend_cell(facts)
    task = getattr(handle._callback, "__self__", None)  # type: ignore[attr-defined]
    lane = facts.tasks.get(task) if isinstance(task, asyncio.Task) else None
    if lane is not None:
        return _step(original, handle, facts, task, lane)
    return _call_back(original, handle, facts) if facts.whole else original(handle)


class _Taken(threading.local):
    """How many steps this thread has taken: if the number grows during a step, a loop ran inside of the step."""

    count = 0


_taken = _Taken()


def _step(
    original: Callable[..., Any], handle: Any, facts: Facts, task: Any, lane: LaneFacts
) -> Any:
    """Take a step of a task; note the step, and before the step what the task has waited for."""
    own, before = facts.own_time, _taken.count
    start, begun = now(), own.begin() if own else None
    _end_wait(facts, task, lane, start)
    try:
        return original(handle)
    finally:
        end = now()
        alone = facts.whole or _taken.count == before
        long = held(end - start, own, begun) if alone else 0
        facts.add_span(lane, Span(start, end, "held" if long else "running"))
        _taken.count += 1
        _suspend(task, lane, end)
        if long:
            _note_held(facts, lane, handle, long)


def _call_back(original: Callable[..., Any], handle: Any, facts: Facts) -> Any:
    """Call a function back that is no step of a recorded task."""
    own = facts.own_time
    start, begun = now(), own.begin() if own else None
    try:
        return original(handle)
    finally:
        if long := held(now() - start, own, begun):
            _note_held(facts, facts.thread(), handle, long)


def _note_held(facts: Facts, lane: LaneFacts, handle: Any, long: int) -> None:
    """Note that the recorded call has held its event loop for so many nanoseconds."""
    if facts.calling:
        facts.add_event(lane, "held", _told(doer, "a step", handle), "", long)


def _suspend(task: Any, lane: LaneFacts, end: int) -> None:
    """Note the end of a step; a task that awaits no future only lets others go first, and stays ready."""
    if task.done():
        lane.end = end
    else:
        lane.since, lane.ready = end, task._fut_waiter is None


def _end_wait(facts: Facts, task: Any, lane: LaneFacts, start: int) -> None:
    """Note the end of a wait, if the wait was long enough to be seen."""
    if lane.since is None:
        _rename(lane, task)
    elif start - lane.since > BRIEF:
        facts.add_span(lane, _pause(task, lane, start))
    lane.since = None


def _pause(task: Any, lane: LaneFacts, end: int) -> Span:
    since = lane.since or end
    if lane.ready:
        return Span(since, end, "ready")
    return _told(awaited, Span(since, end, "waiting"), task, since, end)


def _rename(lane: LaneFacts, task: Any) -> None:
    """Take the name that a task group gives to its task only after the task was created."""
    if lane.name != CELL and has_name(task):
        lane.name = task.get_name()


def _suspend_cell(facts: Facts) -> None:
    """Note the first step of the cell, which began before we listened, once something else runs."""
    task = facts.cell
    if task is None or threading.get_ident() not in facts.threads or is_running(task):
        return
    facts.cell = None
    lane, end = facts.tasks[task], facts.idle_since()
    facts.add_span(lane, Span(facts.zero, end, "running"))
    lane.since = end


def close(facts: Facts) -> None:
    """Note the waits that were not over when the recording ended."""
    for task, lane in list(facts.tasks.items()):
        if lane.since is not None and not task.done():
            facts.add_span(lane, _pause(task, lane, facts.end))
