"""Tasks: every step between two awaits, and what each await waits for.

The event loop runs each step of a task as the callback of a handle; that is where we listen. Loops that nest_asyncio
has patched run the same handles, one within another.

What a suspended task is called and what it awaits, read from its chain of coroutines.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from asyncio import base_events, events
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from grader import lane_names
from grader.recording.facts import Active, Facts, LaneFacts, Signal, now, recording
from grader.recording.jobs import label, short
from grader.recording.patches import Patches
from grader.recording.sites import DRIVE, FAKES, place
from grader.source_files import is_ours, is_user
from grader.trace.model import Span
from grader.units import BLOCKED_LOOP, MILLISECOND


def has_name(task: asyncio.Task[Any]) -> bool:
    """Has somebody named it? Else its name only counts."""
    return not lane_names.is_numbered(task.get_name())


def is_running(task: asyncio.Task[Any]) -> bool:
    """Is it in the middle of a step?"""
    return getattr(task.get_coro(), "cr_running", False)


def name(task: asyncio.Task[Any]) -> str:
    """Its own name; if that only counts, its coroutine's and first plain argument: `fetch a`."""
    if has_name(task):
        return task.get_name()
    coroutine = task.get_coro()
    frame = frame_of(_driven(coroutine))
    if frame is not None and frame.f_code.co_filename == FAKES:
        return label(frame.f_locals["self"], frame.f_locals["args"])
    return " ".join([getattr(coroutine, "__name__", "task"), *_argument(frame)])


def _driven(coroutine: Any) -> Any:
    """The recorded coroutine, which ours awaits."""
    frame = frame_of(coroutine)
    ours = frame is not None and frame.f_code.co_filename == DRIVE
    return frame.f_locals.get("value", coroutine) if ours else coroutine


def _argument(frame: FrameType | None) -> list[str]:
    """The first argument that is text or a number, if there is one."""
    if frame is None:
        return []
    values = (
        frame.f_locals.get(name) for name in frame.f_code.co_varnames[: frame.f_code.co_argcount]
    )
    return [short(value) for value in values if isinstance(value, str | int | float)][:1]


def awaited(task: asyncio.Task[Any], start: int, end: int) -> Span:
    """What a suspended task awaits: the library's coroutine that the user's own awaits, and the line."""
    chain = _chain(task.get_coro())
    own = [coroutine for coroutine in chain if is_user(frame_of(coroutine).f_code.co_filename)]
    chain = [coroutine for coroutine in chain if not _is_between(coroutine)]
    library = chain[chain.index(own[-1]) + 1 :] if own else chain
    where = place(frame_of(own[-1])) if own else None
    if not library:
        return Span(start, end, "waiting", _future(task), where)
    return Span(start, end, *_described(library[0]), where)


def _is_between(coroutine: Any) -> bool:
    """Is it a fake, or does it only enter a lock's `async with`? What it awaits says more."""
    return (
        frame_of(coroutine).f_code.co_filename == FAKES
        or "_ContextManagerMixin" in coroutine.__qualname__
    )


def _future(task: asyncio.Task[Any]) -> str:
    """What a bare future stands for."""
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
    """The coroutine, the one it awaits, and so on, as far as they have Python frames."""
    chain = []
    while coroutine is not None and frame_of(coroutine) is not None:
        chain.append(coroutine)
        coroutine = getattr(coroutine, "cr_await", None) or getattr(coroutine, "gi_yieldfrom", None)
    return chain


def frame_of(coroutine: Any) -> Any:
    """Where a suspended coroutine or generator is; None for one without Python code."""
    return getattr(coroutine, "cr_frame", None) or getattr(coroutine, "gi_frame", None)


CELL = "cell"
"""The lane of the task that runs the cell."""
ASYNCIO = str(Path(asyncio.__file__).parent)
BRIEF = MILLISECOND // 10


def install(patches: Patches) -> None:
    """Follow every task that recorded code creates."""
    patches.around(base_events.BaseEventLoop, "create_task", _create)
    patches.around(events.Handle, "_run", _run)


def _create(original: Callable[..., Any], loop: Any, coroutine: Any, **options: Any) -> Any:
    task = original(loop, coroutine, **options)
    facts = recording()
    if facts is not None and isinstance(task, asyncio.Task):
        lane = facts.tasks[task] = facts.lane(name(task), "task", facts.thread())
        lane.started = True
        lane.hidden = not _is_wanted(coroutine)
        facts.signals.append(Signal(facts.actor(), now(), lane, now()))
    return task


def _is_wanted(coroutine: Any) -> bool:
    """Is it the user's coroutine, or did the user make a task of it? Else it is the library's own affair."""
    if getattr(coroutine, "__name__", "").startswith("shutdown_"):
        return False
    frame = frame_of(coroutine)
    code = frame.f_code if frame is not None else None
    if code is None or code.co_filename == DRIVE:
        return True
    return is_user(code.co_filename) or is_user(_caller().f_code.co_filename)


def _caller() -> FrameType:
    """Who called asyncio."""
    frame: Any = sys._getframe(1)
    while frame.f_back is not None and _is_plumbing(frame.f_code.co_filename):
        frame = frame.f_back
    return frame


def _is_plumbing(file: str) -> bool:
    return is_ours(file) or file.startswith(ASYNCIO)


def _run(original: Callable[..., Any], handle: events.Handle) -> Any:
    """On the hot path: an event loop takes a hundred thousand steps a second."""
    facts = Active.facts
    if facts is None:
        return original(handle)
    if facts.cell is not None:
        _suspend_cell(facts)
    task = getattr(handle._callback, "__self__", None)  # type: ignore[attr-defined]
    lane = facts.tasks.get(task) if isinstance(task, asyncio.Task) else None
    return original(handle) if lane is None else _step(original, handle, task, lane)


class _Taken(threading.local):
    """How many steps this thread has taken: if it grows during a step, a loop ran inside it."""

    count = 0


_taken = _Taken()


def _step(original: Callable[..., Any], handle: Any, task: Any, lane: LaneFacts) -> Any:
    """Take the step and note it, and before it what the task has waited for."""
    start, before = now(), _taken.count
    _end_wait(task, lane, start)
    try:
        return original(handle)
    finally:
        end = now()
        held = end - start > BLOCKED_LOOP and _taken.count == before
        lane.spans.append(Span(start, end, "held" if held else "running"))
        _taken.count += 1
        _suspend(task, lane, end)


def _suspend(task: Any, lane: LaneFacts, end: int) -> None:
    """A task that awaits no future only lets others go first: it stays ready."""
    if task.done():
        lane.end = end
    else:
        lane.since, lane.ready = end, task._fut_waiter is None


def _end_wait(task: Any, lane: LaneFacts, start: int) -> None:
    """Tell a wait that can be seen."""
    if lane.since is None:
        _rename(lane, task)
    elif start - lane.since > BRIEF:
        lane.spans.append(_pause(task, lane, start))
    lane.since = None


def _pause(task: Any, lane: LaneFacts, end: int) -> Span:
    since = lane.since or end
    return Span(since, end, "ready") if lane.ready else awaited(task, since, end)


def _rename(lane: LaneFacts, task: Any) -> None:
    """A task group names its tasks only after it has created them."""
    if lane.name != CELL and has_name(task):
        lane.name = task.get_name()


def _suspend_cell(facts: Facts) -> None:
    """Note the first step of the cell, which began before we listened, once something else runs."""
    task = facts.cell
    if task is None or threading.get_ident() not in facts.threads or is_running(task):
        return
    facts.cell = None
    lane, end = facts.tasks[task], facts.idle_since()
    lane.spans.append(Span(facts.zero, end, "running"))
    lane.since = end


def close(facts: Facts) -> None:
    """Waits that were not over when the recording ended."""
    for task, lane in list(facts.tasks.items()):
        if lane.since is not None and not task.done():
            lane.spans.append(_pause(task, lane, facts.end))
