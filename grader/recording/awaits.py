"""What a suspended task is called and what it awaits, read from its chain of coroutines."""

from __future__ import annotations

import asyncio
from types import FrameType
from typing import Any

from grader.recording.labels import label, short
from grader.recording.sites import DRIVE, FAKES, place
from grader.source_files import is_user
from grader.trace.model import Span


def has_name(task: asyncio.Task[Any]) -> bool:
    """Has somebody named it? Else its name only counts."""
    return not task.get_name().startswith("Task-")


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
