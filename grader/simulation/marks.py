"""The simulated run on the stage: fakes and drivers leave their marks in its trace."""

from grader import stage
from grader.simulation.scheduler import scheduler
from grader.simulation.where import where


class SimulatedRun:
    """Speaks to the scheduler of this process."""

    origin = 0

    def called(self, label):
        scheduler.event("call", label, where())

    def returned(self, label, how):
        scheduler.event("called", [label, how])

    def log(self, value):
        scheduler.log.append((scheduler.now, scheduler.here(), value))
        scheduler.event("log", str(value)[:60])

    def yielded(self, item):
        scheduler.yields.append((scheduler.now, item))
        scheduler.event("yield", repr(item)[:40])

    def now_ns(self):
        return scheduler.now - self.origin


simulated = SimulatedRun()


def install():
    """Put the simulated run on the stage."""
    stage.enter(simulated)
