"""Run a callable in a world of its own: one root thread, one schedule, one report.

The process's own main thread is the controller: it starts the root thread, waits on a real
lock until the world has ended (the callable returned and all came to rest, or nothing could
ever run again) and reads the report.  Threads that are still parked then stay parked.

The report says, too, which thread or task waits for which when nothing can run any more.  While a
world runs, `SimulatedRun` notes in its event log what fakes and drivers do.
"""

from __future__ import annotations

import asyncio
import gc
import threading
import time
from collections.abc import Callable
from concurrent.futures import thread as pools
from typing import Any

from grader import observer
from grader.drive import drive
from grader.simulation import determinism, event_loop, findings, signals, threads
from grader.simulation.event_loop import awaited, frames, lane_of, suspended
from grader.simulation.locks import holder_of
from grader.simulation.scheduler import scheduler
from grader.simulation.strategies import Strategy
from grader.simulation.thread import SimThread
from grader.simulation.thread_cache import forget_thread_state, thread_cache
from grader.source_files import Place, place_of, where
from grader.units import HOUR

AFTERWARDS = HOUR
"""How long threads may run on, in virtual time, after the return."""
STUCK_AFTER = 1.0
"""Seconds of processor time without a scheduling step after which a thread is stuck."""
STUCK_ALONE_AFTER = 1.3
"""The same where no other thread could ever run, so that this is the verdict."""

Row = dict[str, Any]
Call = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]


class SimulatedRun:
    """What fakes and drivers tell of a run, noted in the event log."""

    origin = 0  # the nanosecond at which the call began

    def called(self, label: str) -> None:
        scheduler.events.append((scheduler.now, current_lane(), "call", label, where()))

    def returned(self, label: str, how: Any) -> None:
        scheduler.events.append((scheduler.now, current_lane(), "called", label, None, how))

    def log(self, value: Any) -> None:
        scheduler.log.append((scheduler.now, current_lane(), value))
        scheduler.events.append((scheduler.now, current_lane(), "log", str(value)[:60], None))

    def yielded(self, item: Any) -> None:
        scheduler.yields.append((scheduler.now, item))
        scheduler.event("yield", repr(item)[:40])

    def now_ns(self) -> int:
        return scheduler.now - self.origin


simulated = SimulatedRun()


class World:
    """One run and what it leaves behind.

    ``load`` returns ``(fn, args, kwargs)`` and runs inside the world, since it may run the
    learner's cells; the clock of the report starts when ``fn`` is called.  ``explorable`` runs offer
    choices to the strategy, ``noting_turns`` puts each turn into the event log, ``tidy`` collects
    garbage at the end.  ``on_stuck(thread)`` is called when a thread computes for ``stuck_after``
    seconds of processor time without a scheduling step.
    """

    def __init__(
        self,
        load: Callable[[], Call],
        strategy: Strategy | None = None,
        explorable: bool = False,
        tidy: bool = True,
        *,
        noting_turns: bool = False,
        stuck_after: float = STUCK_AFTER,
        on_stuck: Callable[[SimThread], object] | None = None,
    ) -> None:
        self.load, self.strategy, self.explorable, self.tidy = load, strategy, explorable, tidy
        self.noting_turns, self.stuck_after, self.on_stuck = noting_turns, stuck_after, on_stuck
        self.call: Call | None = None
        self.outcome: str | None = None
        self.value: Any = None
        self.error: BaseException | None = None
        self.place: Place | None = None
        self.origin = self.first = 0
        self.elapsed: int | None = None
        self.alive: list[Row] = []

    def play(self) -> Row:
        """Run to the end; return the report."""
        scheduler.reset(self.noting_turns)
        determinism.restart()
        signals.restart()
        event_loop.restart()
        findings.install_streams()
        root = scheduler.add("main", daemon=False)
        thread_cache.rewind()
        thread_cache.put(root, self._root)
        scheduler.begin(root)
        self._wait_for_end()
        report = self.report()
        scheduler.current = scheduler.controller
        return report

    def report(self) -> Row:
        """Return the run as plain containers of raw objects; times in nanoseconds since the call."""
        outcome = self.outcome if scheduler.ended == "done" else scheduler.ended
        if self.elapsed is None:
            self.elapsed = scheduler.now
        return {
            "outcome": outcome,
            "value": self.value,
            "error": self.error,
            "place": self.place,
            "elapsed": self.elapsed - self.origin,
            "lanes": [self._shifted(lane) for lane in scheduler.lanes],
            "events": self._since_the_call(scheduler.events[self.first :]),
            "output": self._since_the_call(scheduler.output),
            "log": self._since_the_call(scheduler.log),
            "yields": self._since_the_call(scheduler.yields),
            "findings": scheduler.findings,
            "alive": self.alive,
            "choices": scheduler.choices,
            "arities": scheduler.arities,
            "offers": [[count - self.first, lanes] for count, lanes in scheduler.offers],
            "waits": waits() if outcome != "returned" else [],
        }

    # -- the root thread ---------------------------------------------------------------------

    def _root(self) -> None:
        _pretend_main_thread()
        threads.be_traced()
        self._call()
        self._after()
        forget_thread_state()
        scheduler.finish()

    def _call(self) -> None:
        try:
            self.call = self.load()  # kept: what its globals hold outlives it, as in a module
            self._begin()
            self.value = drive(*self.call, returned=self._returned)
            self.outcome = "returned"
        except BaseException as error:
            self.error, self.outcome, self.place = error, "raised", place_of(error)
            self._returned()

    def _begin(self) -> None:
        self.origin, self.first = scheduler.now, len(scheduler.events)
        scheduler.findings.clear()
        simulated.origin = self.origin
        scheduler.follow(self.strategy, self.explorable)

    def _returned(self) -> None:
        """Note the time of the return, and the tasks that are still running."""
        if self.elapsed is None:
            self.elapsed = scheduler.now
            scheduler.event("return")
            self.alive += _running_tasks()

    def _after(self) -> None:
        """Let what goes on at this instant end; note which threads are left; let those run on."""
        scheduler.drain(scheduler.now)
        others = [thread for thread in scheduler.threads.values() if thread is not scheduler.main]
        self.alive += [_row_of_living(thread) for thread in others]
        scheduler.drain(scheduler.now + AFTERWARDS)
        if self.tidy:
            gc.collect()

    # -- the controller ----------------------------------------------------------------------

    def _wait_for_end(self) -> None:
        """Wait until the world has ended; report a thread that computes on and on."""
        steps, spent = (-1, -1), 0.0
        while not scheduler.over.acquire(timeout=0.1):
            patience = STUCK_ALONE_AFTER if scheduler.alone() else self.stuck_after
            if (scheduler.steps, scheduler.handles) != steps:
                steps, spent = (scheduler.steps, scheduler.handles), time.process_time()
            elif time.process_time() - spent > patience and self.on_stuck is not None:
                self.on_stuck(scheduler.current)

    def _since_the_call(self, rows: list[Any]) -> list[list[Any]]:
        origin = self.origin
        return [[row[0] - origin, *row[1:]] for row in rows]

    def _shifted(self, lane: list[Any]) -> list[Any]:
        start, end = lane[4] - self.origin, lane[5]
        return [*lane[:4], start, None if end is None else end - self.origin]


def install_observer() -> None:
    """Let the simulated run note what fakes and drivers do."""
    observer.install(simulated)


def current_lane() -> int:
    """Return the current lane; a task that was started eagerly (3.12) has one inside another's step."""
    try:
        task = asyncio.current_task()
    except RuntimeError:  # no loop runs in this thread
        task = None
    return scheduler.here() if task is None else lane_of(task)


def waits() -> list[Row]:
    """Return a row for each blocked thread and suspended task: what it waits for, and which holds that."""
    blocked = [thread for thread in scheduler.threads.values() if thread.state == "blocked"]
    return [_row_of_blocked(thread) for thread in blocked] + list(map(_row_of_task, suspended()))


def _row_of_blocked(thread: SimThread) -> Row:
    holder, since = holder_of(thread.on)
    if holder is thread and thread.op:  # the inner lock of a wait to be notified: none holds it
        holder = since = None
    return {
        "lane": thread.id,
        "kind": "thread",
        "why": thread.why,
        "where": thread.where,
        "holder": None if holder is None else holder.id,
        "since": since,
        "missed": scheduler.missed_notifications.get(id(thread.target)),
        "loop": thread.task is not None,
        "queued": _is_queued(thread.target),
    }


def _is_queued(thing: object) -> bool:
    """Return True for the future of a job that waits in a pool for a worker."""
    queued = (list(each._items) for each in pools._threads_queues.values())
    return any(item is not None and item.future is thing for jobs in queued for item in jobs)


def _row_of_task(task: asyncio.Task[Any]) -> Row:
    why, where = awaited(task)
    innermost, _ = frames(task)
    thing = id(innermost and innermost.f_locals.get("self"))
    holder, since = scheduler.task_lock_holders.get(thing, (None, None))
    row = {"lane": lane_of(task), "kind": "task", "why": why, "where": where}
    missed = scheduler.missed_notifications.get(thing)
    return {**row, "holder": holder, "since": since, "missed": missed}


def _running_tasks() -> list[Row]:
    """Return a row for each task of the running loop, but the caller's own, that has not ended."""
    try:
        me, tasks = asyncio.current_task(), asyncio.all_tasks()
    except RuntimeError:
        return []
    left = sorted((lane_of(task), task) for task in tasks if task is not me)
    return [
        {
            "lane": lane,
            "kind": "task",
            "why": awaited(task)[0],
            "where": awaited(task)[1],
            "cancelling": task.cancelling(),
        }
        for lane, task in left
    ]


def _row_of_living(thread: SimThread) -> Row:
    return {
        "lane": thread.id,
        "kind": "thread",
        "why": thread.why,
        "where": thread.where,
        "cancelling": 0,
    }


def _pretend_main_thread() -> None:
    """Make the calling thread the one that ``threading`` takes for the main thread."""
    main: Any = threading.main_thread()
    active: Any = threading
    main._ident = threading.get_ident()
    active._active.clear()
    active._limbo.clear()
    active._active[main._ident] = main
