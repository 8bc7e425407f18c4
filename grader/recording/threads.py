"""Follows threads and the jobs of thread pools: notes when each begins and ends."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from grader.recording.facts import RECORDING, Facts, LaneFacts, Patches, now, recording
from grader.recording.jobs import label
from grader.trace.model import Span


def install(patches: Patches) -> None:
    """Follow every thread that recorded code starts, and every job that it submits."""
    patches.around(threading.Thread, "start", _start)
    patches.around(threading.Thread, "_bootstrap_inner", _bootstrap)
    patches.around(ThreadPoolExecutor, "submit", _submit)


def _start(original: Callable[..., Any], thread: threading.Thread) -> Any:
    facts = recording()
    if facts is not None and not _serves(thread):
        thread._recorded_by = (facts, facts.actor(), now())  # type: ignore[attr-defined]
    return original(thread)


def _serves(thread: threading.Thread) -> bool:
    """Return True for a thread of the judge's, and for the inner works of a process pool or an event loop."""
    work = getattr(thread, "_target", None) or type(thread)
    return str(getattr(work, "__module__", "")).startswith(
        ("multiprocessing.", "concurrent.futures.process", "asyncio.", "grader.attempt")
    )


def _bootstrap(original: Callable[..., Any], thread: threading.Thread) -> Any:
    if not hasattr(thread, "_recorded_by"):
        return original(thread)
    facts, parent, since = thread._recorded_by
    del thread._recorded_by
    RECORDING.set(facts)
    lane = facts.begin_thread(thread.name, "thread", facts.main)
    lane.started = True
    facts.add_signal(parent, since, lane, lane.start)
    try:
        return original(thread)
    finally:
        facts.end_thread()


def _submit(
    original: Callable[..., Any],
    pool: Any,
    function: Callable[..., Any],
    /,
    *args: Any,
    **kwargs: Any,
) -> Any:
    facts = recording()
    if facts is None:
        return original(pool, function, *args, **kwargs)
    job = Job(facts, function, facts.actor())
    return original(pool, job, *args, **kwargs)


class Job:
    """A submitted function that notes when a call of the function begins and ends."""

    def __init__(self, facts: Facts, function: Callable[..., Any], submitter: LaneFacts) -> None:
        self.facts, self.function, self.submitter, self.since = facts, function, submitter, now()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return what the function returns, or raise what the function raises."""
        lane, start, name = self.facts.thread(), now(), label(self.function, args)
        self.facts.add_signal(self.submitter, self.since, lane, start)
        token = RECORDING.set(self.facts)
        try:
            return self.function(*args, **kwargs)
        finally:
            RECORDING.reset(token)
            self.facts.add_span(lane, Span(start, now(), "call", name))
