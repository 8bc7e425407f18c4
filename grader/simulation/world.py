"""Run a callable in a world of its own: one root thread, one schedule, one report.

The process's own main thread is the controller: it starts the root thread, waits on a real
lock until the world has ended (the callable returned and all came to rest, or nothing could
ever run again) and reads the report.  Threads that are still parked then stay parked.

Who waits for whom, when nothing can run any more.

The simulated run on the stage: fakes and drivers leave their marks in its trace.
"""

import asyncio
import gc
import threading
import time
from concurrent.futures import thread as pools

from grader import observer
from grader.drive import drive
from grader.simulation import determinism, event_loop, findings, signals, threads
from grader.simulation.event_loop import awaited, frames, lane_of, suspended
from grader.simulation.locks import holder_of
from grader.simulation.scheduler import scheduler
from grader.simulation.thread import DONE, RUNNING
from grader.simulation.thread_cache import carriers, leave_nothing_behind
from grader.source_files import place_of, where


def waits():
    """A row for each blocked thread and suspended task: who, on what, where, who holds it."""
    threads = [thread for thread in scheduler.threads.values() if thread.state == "blocked"]
    return [_row(thread) for thread in threads] + [_task_row(task) for task in suspended()]


def _row(thread):
    holder, since = holder_of(thread.on)
    if holder is thread and thread.op:  # the inner lock of a wait to be notified: nobody holds it
        holder = since = None
    return {
        "lane": thread.id,
        "kind": "thread",
        "why": thread.why,
        "where": thread.where,
        "holder": None if holder is None else holder.id,
        "since": since,
        "missed": scheduler.unheard.get(id(thread.target)),
        "loop": thread.task is not None,
        "queued": _is_queued(thread.target),
    }


def _is_queued(thing):
    """Whether it is the future of a job that waits in a pool for a worker."""
    queued = (list(each._items) for each in pools._threads_queues.values())
    return any(item is not None and item.future is thing for jobs in queued for item in jobs)


def _task_row(task):
    why, where = awaited(task)
    innermost, _ = frames(task)
    thing = id(innermost and innermost.f_locals.get("self"))
    holder, since = scheduler.holders.get(thing, (None, None))
    row = {"lane": lane_of(task), "kind": "task", "why": why, "where": where}
    missed = scheduler.unheard.get(thing)
    return {**row, "holder": holder, "since": since, "missed": missed}


class SimulatedRun:
    """Speaks to the scheduler of this process."""

    origin = 0

    def called(self, label):
        scheduler.events.append((scheduler.now, lane(), "call", label, where()))

    def returned(self, label, how):
        scheduler.events.append((scheduler.now, lane(), "called", label, None, how))

    def log(self, value):
        scheduler.log.append((scheduler.now, lane(), value))
        scheduler.events.append((scheduler.now, lane(), "log", str(value)[:60], None))

    def yielded(self, item):
        scheduler.yields.append((scheduler.now, item))
        scheduler.event("yield", repr(item)[:40])

    def now_ns(self):
        return scheduler.now - self.origin


def lane():
    """Who speaks: also a task that was started eagerly (3.12), inside of another one's step."""
    try:
        task = asyncio.current_task()
    except RuntimeError:  # no loop runs in this thread
        task = None
    return scheduler.here() if task is None else lane_of(task)


simulated = SimulatedRun()


def install_observer():
    """Put the simulated run on the stage."""
    observer.enter(simulated)


SECOND = 10**9
AFTERWARDS = 3600 * SECOND  # how long threads may run on, in virtual time, after the return
STUCK_AFTER = 1.0  # seconds of processor time without a scheduling step: see ``stuck``
STUCK_ALONE_AFTER = 1.3  # … where nobody else could ever run, so that this is the verdict


class World:
    """One run and what it leaves behind.

    ``load`` gives ``(fn, args, kwargs)`` and runs inside the world, since it may run the
    learner's cells; the clock of the report starts when ``fn`` is called.
    """

    def __init__(self, load, strategy=None, explorable=False, tidy=True):
        self.load, self.strategy, self.explorable, self.tidy = load, strategy, explorable, tidy
        self.call = self.outcome = self.value = self.error = self.place = None
        self.origin = self.first = 0
        self.elapsed, self.alive = None, []

    def play(self):
        """Run to the end; the report."""
        scheduler.reset()
        determinism.restart()
        signals.restart()
        event_loop.made.clear()
        findings.install_streams()
        root = scheduler.main = scheduler.add("main", daemon=False)
        carriers.rewind()
        carriers.put(root, lambda: self._root(root))
        scheduler.current, root.state = root, RUNNING
        root.baton.release()
        self._watch()
        report = self.report()
        scheduler.current = scheduler.controller
        return report

    def _root(self, root):
        _pretend_main_thread()
        threads.be_traced()
        self._call()
        self._after(root)
        leave_nothing_behind()
        scheduler.ended, root.state = "done", DONE
        scheduler.over.release()

    def _call(self):
        try:
            self.call = self.load()  # kept: what its globals hold outlives it, as in a module
            self._begin()
            self.value = drive(*self.call, returned=self._returned)
            self.outcome = "returned"
        except BaseException as error:
            self.error, self.outcome, self.place = error, "raised", place_of(error)
            self._returned()

    def _begin(self):
        self.origin, self.first = scheduler.now, len(scheduler.events)
        scheduler.findings.clear()
        simulated.origin = self.origin
        scheduler.strategy, scheduler.explorable = self.strategy, self.explorable

    def _returned(self):
        """The call has returned: note the time and the tasks that are still running."""
        if self.elapsed is None:
            self.elapsed = scheduler.now
            scheduler.event("return")
            self.alive += _running_tasks()

    def _after(self, root):
        """What goes on at this instant may end; see who is left; let them run on."""
        _rest(root, scheduler.now)
        others = [thread for thread in scheduler.threads.values() if thread is not root]
        self.alive += [_left(thread) for thread in others]
        _rest(root, scheduler.now + AFTERWARDS)
        if self.tidy:
            gc.collect()

    # -- the controller ----------------------------------------------------------------------

    def _watch(self):
        """Wait for the end; a thread that computes without end is told apart by its line."""
        steps, spent = (-1, -1), 0.0
        while not scheduler.over.acquire(timeout=0.1):
            patience = STUCK_ALONE_AFTER if scheduler.alone() else STUCK_AFTER
            if (scheduler.steps, scheduler.handles) != steps:
                steps, spent = (scheduler.steps, scheduler.handles), time.process_time()
            elif time.process_time() - spent > patience and threads.stuck is not None:
                threads.stuck(scheduler.current)

    def report(self):
        """The run as a dict of plain containers and raw objects; times in ns since the call."""
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

    def _since_the_call(self, rows):
        origin = self.origin
        return [[row[0] - origin, *row[1:]] for row in rows]

    def _shifted(self, lane):
        start, end = lane[4] - self.origin, lane[5]
        return [*lane[:4], start, None if end is None else end - self.origin]


def _rest(root, horizon):
    """Let the others run until none can before ``horizon``."""
    scheduler.draining, scheduler.horizon = root, horizon
    scheduler.block(None, None, "rest")
    scheduler.draining = None


def _running_tasks():
    """The tasks of the running loop but the caller's own, which have not ended."""
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


def _left(thread):
    return {
        "lane": thread.id,
        "kind": "thread",
        "why": thread.why,
        "where": thread.where,
        "cancelling": 0,
    }


def _pretend_main_thread():
    """Make the calling thread the one that ``threading`` takes for the main thread."""
    main = threading.main_thread()
    main._ident = threading.get_ident()
    threading._active.clear()
    threading._limbo.clear()
    threading._active[main._ident] = main
