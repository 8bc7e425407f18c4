"""Run a function for real, on the real clock, in this process, and keep what happened.

Functions, coroutine functions (on a loop of their own, also from a notebook whose loop runs), generator
functions and asynchronous ones (drained; every item with its moment).

What fakes and drivers say while a recording is on (see `grader.observer`), noted in its lanes.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping, Sequence
from contextvars import copy_context
from dataclasses import dataclass
from typing import Any

from grader import observer
from grader.drive import drive
from grader.recording.facts import Facts, now, recording
from grader.recording.recorder import Recorder
from grader.timeline import Timeline
from grader.trace.model import Mark, Span


class Scene:
    """The recording as fakes see it."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.events: list[list[Any]] = []
        self.logged: list[list[Any]] = []
        self.yields: list[list[Any]] = []
        self._open: dict[tuple[int, str], int] = {}

    def called(self, label: str) -> None:
        """A fake call begins."""
        if recording() is not self.facts:  # a server that was there before: none of our threads
            return
        self._open[id(self.facts.actor()), label] = now()
        self._note("call", label)

    def returned(self, label: str, how: str) -> None:
        """A fake call ends: `how` is "ok", "error" or "cancelled"."""
        if recording() is not self.facts:
            return
        lane = self.facts.actor()
        start = self._open.pop((id(lane), label), now())
        lane.spans.append(Span(start, now(), "call", label))
        if how != "ok":
            lane.marks.append(Mark(now(), "error", f"{label} {how}"))
        self._note("called", label, how)

    def log(self, value: Any) -> None:
        """A driver notes something."""
        self.logged.append([self.now_ns(), self._number(), value])
        self._mark("log", value)

    def yielded(self, item: Any) -> None:
        """A consumer gets an item."""
        self.yields.append([self.now_ns(), item])
        self._mark("yield", item)

    def now_ns(self) -> int:
        """Nanoseconds since the recording began."""
        return now() - self.facts.zero

    def _note(self, kind: str, label: str, *how: str) -> None:
        self.events.append([self.now_ns(), self._number(), kind, label, None, *how])

    def _number(self) -> int:
        return self.facts.lanes.index(self.facts.actor())

    def _mark(self, kind: str, value: Any) -> None:
        self.facts.actor().marks.append(Mark(now(), kind, str(value)[:40]))


@dataclass(slots=True)
class Recording:
    """What came of a call; `elapsed` in nanoseconds. `scene` holds what fakes and drivers noted."""

    result: Any
    error: BaseException | None
    elapsed: int
    output: str
    trace: Timeline
    scene: Scene
    facts: Facts


class Stopwatch:
    """The moment of the return, before an event loop is closed."""

    def __init__(self) -> None:
        self.start, self.end = now(), 0

    def stop(self) -> None:
        """The first time counts."""
        self.end = self.end or now()


def record_trace(
    function: Callable[..., Any], args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
) -> Recording:
    """Call `function(*args, **kwargs)` and record it; an exception is a result, not raised."""
    recorder = Recorder()
    try:
        return beside_a_loop(_record, recorder, function, args, kwargs or {})
    finally:
        recorder.end()  # also when the thread that it ran in was left behind by an interrupt


def _record(
    recorder: Recorder,
    function: Callable[..., Any],
    args: Sequence[Any],
    kwargs: Mapping[str, Any],
) -> Recording:
    result, error = None, None
    scene = Scene(recorder.facts)
    before = observer.install(scene)
    with recorder:
        watch = Stopwatch()
        try:
            result = drive(function, args, kwargs, watch.stop)
        except Exception as raised:  # noqa: BLE001 - whatever the recorded code raises is a result
            error = raised
        watch.stop()
    observer.install(before)
    output = "".join(recorder.facts.output)
    elapsed = watch.end - watch.start
    return Recording(result, error, elapsed, output, recorder.trace, scene, recorder.facts)


def beside_a_loop(function: Callable[..., Any], *args: Any) -> Any:
    """Call it here; in a thread of its own where an event loop runs, so that it may have its own."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return function(*args)
    return _in_thread(function, args)


def _in_thread(function: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    outcome: dict[str, Any] = {}

    def work() -> None:
        try:
            outcome["result"] = function(*args)
        except BaseException as error:  # noqa: BLE001 - raised again where it was called
            outcome["error"] = error

    thread = threading.Thread(target=copy_context().run, args=(work,), name="own loop")
    thread.start()
    thread.join()
    if "error" in outcome:
        raise outcome["error"]
    return outcome["result"]
