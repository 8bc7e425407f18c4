"""What a child does on the real clock: run once, and tell what fakes, drivers and processes did.

For what cannot be simulated: worker processes, real sockets of other programs.  The message has
the form of a simulated run's, so that the same properties can be asked of it.

The simplest task: call the function on the real clock, and tell what came of it.
"""

import asyncio
import gc
import threading
import time

from grader import observer
from grader.attempt.child.report import message
from grader.attempt.child.watch import Watch, noted
from grader.attempt.procfs import Pace
from grader.attempt.values import encode
from grader.drive import drive
from grader.source_files import place_of


def call(load, channel, _options):
    """Call what was sent; send its value or the exception it raised."""
    function, args, kwargs = load()
    channel.send({"type": "returned", "value": encode(function(*args, **kwargs))})


LEAVE_TIMEOUT, STILL = (
    10.0,
    0.5,
)  # seconds that threads and processes on their way out may take, and do nothing


def record(load, channel, options):
    """One run on the real clock, ended after ``within`` seconds, or ``still`` without a step."""
    run = RealRun()
    observer.install(run)

    def over(outcome, seconds, place):
        channel.finish(
            message(run.report() | {"outcome": outcome, "seconds": seconds, "place": place})
        )

    channel.send(message(run.play(load, Watch(options["within"], options["still"], over))))


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
        self._note("called", label, how)

    def log(self, value):
        """A driver notes something."""
        self.logged.append([self.now_ns(), self._lane(), value])

    def yielded(self, item):
        """A consumer gets an item."""
        self.yields.append([self.now_ns(), item])

    def now_ns(self):
        """Nanoseconds since the call."""
        return time.monotonic_ns() - self.zero

    def held(self, duration, what):
        """A step of a coroutine has held its loop for so many nanoseconds."""
        self._note("held", what, "", duration)

    def _note(self, kind, what, *more):
        self.events.append([self.now_ns(), self._lane(), kind, what, None, *more])

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

    def play(self, load, watch):
        """Load, call, wait for what is on its way out; the report."""
        ended: dict = {}
        before = set(threading.enumerate())
        try:
            call = load()
            self._lane()
            with watch, noted(self.held, watch.pace):
                self.zero = time.monotonic_ns()
                ended["value"] = drive(*call, returned=self._returned)
        except BaseException as error:
            ended = {"outcome": "raised", "error": error, "place": place_of(error)}
            self._returned()
        gc.collect()
        workers = watch.workers
        left = self._left(before, workers)
        counted = {"parallel": workers.parallel, "processes": workers.count}
        return self.report() | ended | {"alive": left} | counted

    def report(self):
        """What is known so far."""
        return {
            "outcome": "returned",
            "value": None,
            "error": None,
            "place": None,
            "elapsed": self.now_ns() if self.elapsed is None else self.elapsed,
            "lanes": [row for row, _ in list(self.lanes.values())],
            "events": self.events,
            "output": [],
            "log": self.logged,
            "yields": self.yields,
            "findings": [],
            "alive": [],
            "choices": [],
            "waits": [],
        }

    def _returned(self):
        if self.elapsed is None:
            self.elapsed = self.now_ns()
            self.tasks_left = _tasks_left()

    def _left(self, before, workers):
        """Threads, tasks and processes that are still there, and do nothing more to end."""
        pace = Pace()
        while True:
            threads = [each for each in threading.enumerate() if each not in before]
            processes = workers.alive()
            over = pace.still >= STILL or pace.elapsed >= LEAVE_TIMEOUT
            if over or not (threads or processes):
                break
            time.sleep(0.01)
            pace.look()
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
