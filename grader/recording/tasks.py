"""Tasks: every step between two awaits, and what each await waits for.

The event loop runs each step of a task as the callback of a handle; that is where we listen. Loops that nest_asyncio
has patched run the same handles, one within another.
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

from grader.recording.facts import Active, Facts, LaneFacts, Signal, Wait, now, recording
from grader.recording.labels import label, short
from grader.recording.patches import Patches
from grader.recording.sites import DRIVE, FAKES, OURS, is_user, place
from grader.trace import Span
from grader.units import MILLISECOND

CELL = "cell"
"""The lane of the task that runs the cell."""
ASYNCIO = str(Path(asyncio.__file__).parent)
HELD = 50 * MILLISECOND
"""A step that takes longer holds up everyone else on its loop; correct code needs 6–10 ms at most."""


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
    frame = _frame(coroutine)
    code = frame.f_code if frame is not None else None
    return code is None or code.co_filename == DRIVE or is_user(code) or is_user(_caller().f_code)


def _caller() -> FrameType:
    """Who called asyncio."""
    frame: Any = sys._getframe(1)
    while frame.f_back is not None and _is_plumbing(frame.f_code.co_filename):
        frame = frame.f_back
    return frame


def _is_plumbing(file: str) -> bool:
    return file.startswith((OURS, ASYNCIO))


def name(task: asyncio.Task[Any]) -> str:
    """Its own name; if that only counts, its coroutine's and first plain argument: `fetch a`."""
    given, coroutine = task.get_name(), task.get_coro()
    if not given.startswith("Task-"):
        return given
    frame = _frame(_driven(coroutine))
    if frame is not None and frame.f_code.co_filename == FAKES:
        return label(frame.f_locals["self"], frame.f_locals["args"])
    return " ".join([getattr(coroutine, "__name__", "task"), *_argument(frame)])


def _driven(coroutine: Any) -> Any:
    """The recorded coroutine, which ours awaits."""
    frame = _frame(coroutine)
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


def _run(original: Callable[..., Any], handle: events.Handle) -> Any:
    facts = Active.facts
    if facts is not None and facts.cell is not None:
        _suspend_cell(facts)
    task = getattr(handle._callback, "__self__", None)  # type: ignore[attr-defined]
    if facts is None or not isinstance(task, asyncio.Task) or task not in facts.tasks:
        return original(handle)
    return Step(facts, task).run(original, handle)


def _suspend_cell(facts: Facts) -> None:
    """Note the first step of the cell, which began before we listened, once something else runs."""
    task = facts.cell
    if task is None or threading.get_ident() not in facts.threads or _is_running(task.get_coro()):
        return
    facts.cell = None
    end = facts.idle_since()
    facts.tasks[task].spans.append(Span(facts.zero, end, "running"))
    if not task.done():
        facts.waits[task] = awaited(task, end)


def _is_running(coroutine: Any) -> bool:
    return getattr(coroutine, "cr_running", False)


class Step:
    """One step of a task; `nested` tells whether other steps ran inside it."""

    running = threading.local()

    def __init__(self, facts: Facts, task: asyncio.Task[Any]) -> None:
        self.facts, self.task, self.nested = facts, task, False

    def run(self, original: Callable[..., Any], handle: events.Handle) -> Any:
        """Take the step, then note it."""
        outer = getattr(self.running, "step", None)
        lane, self.running.step, start = self.facts.tasks[self.task], self, now()
        self._end_wait(lane, start)
        try:
            return original(handle)
        finally:
            self.running.step = outer
            if outer is not None:
                outer.nested = True
            self._note(lane, start, now())

    def _end_wait(self, lane: LaneFacts, start: int) -> None:
        wait = self.facts.waits.pop(self.task, None)
        if wait is not None:
            lane.spans.append(Span(wait.since, start, wait.state, wait.label, wait.where))

    def _note(self, lane: LaneFacts, start: int, end: int) -> None:
        held = end - start > HELD and not self.nested
        lane.spans.append(Span(start, end, "held" if held else "running"))
        if not self.task.get_name().startswith("Task-") and lane.name != CELL:
            lane.name = self.task.get_name()
        if self.task.done():
            lane.end = end
        else:
            self.facts.waits[self.task] = awaited(self.task, end)


def awaited(task: asyncio.Task[Any], since: int) -> Wait:
    """What the task awaits: the library's coroutine that the user's own code awaits, and the user's line."""
    chain = _chain(task.get_coro())
    own = [coroutine for coroutine in chain if is_user(_frame(coroutine).f_code)]
    chain = [coroutine for coroutine in chain if not _is_between(coroutine)]
    library = chain[chain.index(own[-1]) + 1 :] if own else chain
    where = place(_frame(own[-1])) if own else None
    if not library:
        return Wait(since, "waiting", _future(task), where)
    return Wait(since, *_described(library[0]), where)


def _is_between(coroutine: Any) -> bool:
    """Is it a fake, or does it only enter a lock's `async with`? What it awaits says more."""
    return (
        _frame(coroutine).f_code.co_filename == FAKES
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
        return "sleeping", f"sleep {_frame(coroutine).f_locals.get('delay', '')}".strip()
    return "waiting", label


def _chain(coroutine: Any) -> list[Any]:
    """The coroutine, the one it awaits, and so on, as far as they have Python frames."""
    chain = []
    while coroutine is not None and _frame(coroutine) is not None:
        chain.append(coroutine)
        coroutine = getattr(coroutine, "cr_await", None) or getattr(coroutine, "gi_yieldfrom", None)
    return chain


def _frame(coroutine: Any) -> Any:
    return getattr(coroutine, "cr_frame", None) or getattr(coroutine, "gi_frame", None)
