"""Run a callable in a world of its own: one root thread, one schedule, one report.

The process's own main thread is the controller: it starts the root thread, waits on a real
lock until the world has ended (the callable returned and all came to rest, or nothing could
ever run again) and reads the report.  Threads that are still parked then stay parked.
"""

import sys
import threading

from grader.simulation import order, threads
from grader.simulation.deadlock import waits
from grader.simulation.leaves import real
from grader.simulation.scheduler import RUNNING, scheduler
from grader.simulation.where import where

SECOND = 10**9
AFTERWARDS = 3600 * SECOND  # how long threads may run on, in virtual time, after the return
PATIENCE = 2.0  # real seconds without a scheduling step before code counts as computing


class World:
    """One run and what it leaves behind."""

    def __init__(self, thunk, strategy=None, explorable=False):
        self.thunk, self.strategy, self.explorable = thunk, strategy, explorable
        self.outcome, self.value, self.error = None, None, None
        self.elapsed, self.alive = None, []

    def play(self):
        """Run to the end; the report."""
        scheduler.reset()
        order.restart()
        scheduler.strategy = self.strategy
        root = scheduler.add("main", daemon=False)
        root.ident = real.start_new_thread(self._root, (root,))
        scheduler.current, root.state = root, RUNNING
        root.baton.release()
        scheduler.over.acquire()
        return self.report()

    def _root(self, root):
        root.baton.acquire()
        _pretend_main_thread()
        for hook in threads.on_start:
            hook(root)
        scheduler.explorable = self.explorable
        try:
            self.value = self.thunk()
            self.outcome = "returned"
        except BaseException as error:
            self.error, self.outcome = error, "raised"
        self._returned(root)
        scheduler.ended = "done"
        scheduler.over.release()

    def _returned(self, root):
        """What goes on at this instant may end; then see who is left, and let them run on."""
        self.elapsed = scheduler.now
        scheduler.event("end")
        self._rest(root, scheduler.now)
        self.alive = [thread.id for thread in scheduler.threads.values() if thread is not root]
        self._rest(root, scheduler.now + AFTERWARDS)

    def _rest(self, root, horizon):
        scheduler.draining, scheduler.horizon = root, horizon
        scheduler.block(None, None, "rest")

    def report(self):
        """The run as a dict of plain containers (see ARCHITECTURE in ``tasks``)."""
        outcome = self.outcome or scheduler.ended
        return {
            "outcome": outcome,
            "value": self.value,
            "error": self.error,
            "elapsed": scheduler.now if self.elapsed is None else self.elapsed,
            "lanes": scheduler.lanes,
            "events": scheduler.events,
            "output": scheduler.output,
            "log": scheduler.log,
            "yields": scheduler.yields,
            "findings": scheduler.findings,
            "alive": self.alive,
            "choices": scheduler.choices,
            "arities": scheduler.arities,
            "waits": waits(scheduler) if outcome in ("deadlock", "live-lock") else [],
            "left": waits(scheduler) if self.alive else [],
        }


def _pretend_main_thread():
    """Make the calling thread the one that ``threading`` takes for the main thread."""
    main = threading.main_thread()
    main._ident = threading.get_ident()
    threading._active.clear()
    threading._limbo.clear()
    threading._active[main._ident] = main
    if hasattr(main, "_set_native_id"):
        main._set_native_id()


def play(thunk, strategy=None, explorable=False):
    """Run ``thunk`` in a new world; its report."""
    return World(thunk, strategy, explorable).play()


__all__ = ["play", "where", "sys"]
