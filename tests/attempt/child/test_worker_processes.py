"""How many worker processes computed at the same time, as seen from their accounts."""

from types import SimpleNamespace

import psutil

from grader.attempt.child import watch


class Worker:
    """A worker process with a processor time and a state for each look."""

    def __init__(self, pid, *looks):
        self.pid, self.looks = pid, list(looks)

    def cpu_times(self):
        return SimpleNamespace(user=self.looks[0][0], system=0.0)

    def status(self):
        return self.looks.pop(0)[1]


def parallel(monkeypatch, windows, *workers):
    monkeypatch.setattr(watch, "_workers", lambda: workers)
    watched = watch.WorkerProcesses()
    for _ in range(windows):
        watched.look()
    return watched.parallel


def test_who_is_ready_but_gets_no_processor_computes_too(monkeypatch):
    starved = Worker(1, *[(0.0, psutil.STATUS_RUNNING)] * 4)
    served = Worker(2, *[(time / 10, psutil.STATUS_RUNNING) for time in range(1, 5)])
    assert parallel(monkeypatch, 4, starved, served) == 2


def test_who_waits_for_work_does_not(monkeypatch):
    idle = Worker(1, *[(0.0, psutil.STATUS_SLEEPING)] * 4)
    served = Worker(2, *[(time / 10, psutil.STATUS_RUNNING) for time in range(1, 5)])
    assert parallel(monkeypatch, 4, idle, served) == 1
