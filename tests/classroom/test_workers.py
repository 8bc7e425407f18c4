"""A worker that dies costs nobody a verdict, at whatever moment it does."""

import signal
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor

import pytest

from grader.classroom import workers
from grader.classroom.submission import Submission

pytestmark = pytest.mark.real_clock


class Mortal(ThreadPoolExecutor):
    """Workers that die of their nth submission."""

    def __init__(self, jobs, lives):
        super().__init__(jobs)
        self.lives = iter(range(lives))

    def submit(self, *call):
        return super().submit(*call) if next(self.lives, None) is not None else self.die()

    def die(self):
        future = Future()
        future.set_exception(BrokenExecutor())
        return future


class DeadAlready(Mortal):
    """… a moment before they were given it."""

    def die(self):
        raise BrokenExecutor


@pytest.fixture
def judge(monkeypatch):
    """Judge so many, by pools that live so long one after the other, then by immortal ones."""
    monkeypatch.setattr(workers, "assess", lambda _master, submission, _only: submission.student)
    monkeypatch.setattr(workers, "lost", lambda *_: "lost")

    def judged(kind, lives, number=8):
        todo = [Submission(f"student {each}", b"") for each in range(number)]
        left = iter(lives)
        pool = lambda jobs: kind(jobs, next(left, 99))  # noqa: E731
        return {each.student: it for each, it in workers.assessments(pool, 2, None, todo)}

    return judged


@pytest.mark.parametrize("kind", [Mortal, DeadAlready])
@pytest.mark.parametrize("lives", [[0], [1], [3], [7], [2, 2], [1, 0, 0], [0, 0, 0]])
def test_everybody_is_judged_though_workers_die(judge, kind, lives):
    assert judge(kind, lives) == {f"student {each}": f"student {each}" for each in range(8)}


def test_what_kills_its_worker_each_time_gets_a_verdict_that_says_so(judge):
    assert judge(Mortal, [0] * 9, number=1) == {"student 0": "lost"}


def test_whoever_leaves_in_a_hurry_waits_for_no_submission():
    endless = []
    with pytest.raises(KeyboardInterrupt):
        leave_in_a_hurry(endless)
    assert isinstance(endless[0].exception(), BrokenExecutor)


def leave_in_a_hurry(behind):
    with workers.processes(1) as executor:
        behind.append(executor.submit(signal.pause))
        raise KeyboardInterrupt


def test_what_a_worker_has_found_out_goes_to_those_who_are_asked_next(monkeypatch):
    found, told = {("rules", "exercise", "digest"): "verdict"}, []
    monkeypatch.setattr(workers, "assess", lambda *_: "assessment")
    monkeypatch.setattr(workers.known, "learn", told.append)
    monkeypatch.setattr(workers.known, "news", lambda: found)
    todo = [Submission(f"student {each}", b"") for each in range(9)]
    list(workers.assessments(ThreadPoolExecutor, 1, None, todo))
    assert [told[0], told[-1]] == [{}, found]
