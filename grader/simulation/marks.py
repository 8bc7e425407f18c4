"""The simulated run on the stage: fakes and drivers leave their marks in its trace."""

import asyncio

from grader import observer
from grader.simulation.loops import lane_of
from grader.simulation.scheduler import scheduler
from grader.simulation.where import where


class SimulatedRun:
    """Speaks to the scheduler of this process."""

    origin = 0

    def called(self, label):
        scheduler.events.append((scheduler.now, lane(), "call", label, where()))

    def returned(self, label, how):
        scheduler.events.append((scheduler.now, lane(), "called", [label, how], None))

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


def install():
    """Put the simulated run on the stage."""
    observer.enter(simulated)
