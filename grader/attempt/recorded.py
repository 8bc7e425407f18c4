"""What a child does on the real clock: run once, and tell what fakes, drivers and processes did.

For what cannot be simulated: worker processes, real sockets of other programs.  The message has
the form of a simulated run's, so that the same properties can be asked of it.
"""

import asyncio
import gc
import threading
import time

from grader import stage
from grader.attempt.message import message
from grader.attempt.offspring import Offspring
from grader.drive import drive
from grader.simulation.where import learn_library_paths, place_of

PATIENCE = 2.0  # seconds that threads and processes on their way out may take


def record(load, channel, _options):
    """One run on the real clock."""
    learn_library_paths()
    run = RealRun()
    stage.enter(run)
    channel.send(message(run.play(load)))


class RealRun:
    """The events of a run on the real clock, noted from any thread."""

    def __init__(self):
        self.zero = time.monotonic_ns()
        self.events, self.logged, self.yields, self.lanes = [], [], [], {}
        self.lock = threading.Lock()
        self.elapsed, self.tasks_left = None, []

    # -- on the stage ------------------------------------------------------------------------

    def called(self, label):
        """A fake call begins."""
        self._note("call", label)

    def returned(self, label, how):
        """A fake call ends."""
        self._note("called", [label, how])

    def log(self, value):
        """A driver notes something."""
        self.logged.append([self.now_ns(), self._lane(), value])

    def yielded(self, item):
        """A consumer gets an item."""
        self.yields.append([self.now_ns(), item])

    def now_ns(self):
        """Nanoseconds since the call."""
        return time.monotonic_ns() - self.zero

    def _note(self, kind, what):
        self.events.append([self.now_ns(), self._lane(), kind, what, None])

    def _lane(self):
        """The number of the lane of the running task or thread."""
        try:
            owner = asyncio.current_task()
        except RuntimeError:
            owner = None
        owner = owner or threading.current_thread()
        with self.lock:
            known = self.lanes.get(id(owner))
            if known is None:
                name = owner.get_name() if isinstance(owner, asyncio.Task) else owner.name
                kind = "task" if isinstance(owner, asyncio.Task) else "thread"
                row = [len(self.lanes), name, kind, None, self.now_ns(), None]
                known = self.lanes[id(owner)] = (row, owner)  # the owner is kept: ids stay unique
        return known[0][0]

    # -- the run -----------------------------------------------------------------------------

    def play(self, load):
        """Load, call, wait for what is on its way out; the report."""
        report: dict = {"outcome": "returned", "value": None, "error": None, "place": None}
        before, offspring = set(threading.enumerate()), Offspring()
        try:
            call = load()
            self._lane()
            with offspring:
                self.zero = time.monotonic_ns()
                report["value"] = drive(*call, returned=self._returned)
        except BaseException as error:
            report |= {"outcome": "raised", "error": error, "place": place_of(error)}
            self._returned()
        gc.collect()
        left = self._left(before, offspring)
        return report | {
            "elapsed": self.elapsed,
            "lanes": [row for row, _ in self.lanes.values()],
            "events": self.events,
            "output": [],
            "log": self.logged,
            "yields": self.yields,
            "findings": [],
            "alive": left,
            "choices": [],
            "waits": [],
            "parallel": offspring.parallel,
            "processes": offspring.count,
            "own_cpu": offspring.own_cpu,
        }

    def _returned(self):
        if self.elapsed is None:
            self.elapsed = self.now_ns()
            self.tasks_left = _tasks_left()

    def _left(self, before, offspring):
        """Threads, tasks and processes that are still there after a moment's patience."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            threads = [each for each in threading.enumerate() if each not in before]
            processes = offspring.alive()
            if not threads and not processes:
                break
            time.sleep(0.01)
        rows = [("thread", each.name) for each in threads]
        rows += [("task", name) for name in self.tasks_left]
        rows += [("process", name) for name in processes]
        return [self._left_row(kind, name) for kind, name in rows]

    def _left_row(self, kind, name):
        number = len(self.lanes)
        self.lanes[name, number] = ([number, name, kind, None, 0, None], None)
        return {"lane": number, "kind": kind, "why": "", "where": None, "cancelling": 0}


def _tasks_left():
    try:
        me = asyncio.current_task()
        return sorted(task.get_name() for task in asyncio.all_tasks() if task is not me)
    except RuntimeError:
        return []
