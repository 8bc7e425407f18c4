"""A worker that dies costs no submission its verdict, at whatever moment it dies."""

import signal
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor

import pytest

from grader.classroom import workers
from grader.classroom.submission import Submission

pytestmark = pytest.mark.real_clock


class Mortal(ThreadPoolExecutor):
    """Workers that die when they get one submission more than `lives`."""

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
    """Workers that have died a moment before they get it."""

    def die(self):
        raise BrokenExecutor


@pytest.fixture
def judge(monkeypatch):
    """Judge a class by one pool after another: the nth one lives for `lives[n]` submissions."""
    monkeypatch.setattr(
        workers, "assess", lambda _assignment, submission, _only: submission.student
    )
    monkeypatch.setattr(workers, "not_judged", lambda *_: "not judged")

    def judged(kind, lives, number=8):
        todo = [Submission(f"student {each}", b"") for each in range(number)]
        left = iter(lives)
        make_executor = lambda jobs: kind(jobs, next(left, 99))  # noqa: E731
        return {each.student: it for each, it in workers.assessments(make_executor, 2, None, todo)}

    return judged


@pytest.mark.parametrize("kind", [Mortal, DeadAlready])
@pytest.mark.parametrize("lives", [[0], [1], [3], [7], [2, 2], [1, 0, 0], [0, 0, 0]])
def test_every_submission_is_judged_though_workers_die(judge, kind, lives):
    assert judge(kind, lives) == {f"student {each}": f"student {each}" for each in range(8)}


def test_what_kills_its_worker_each_time_gets_a_verdict_that_says_so(judge):
    assert judge(Mortal, [0] * 9, number=1) == {"student 0": "not judged"}


def test_an_interrupted_pool_waits_for_no_submission():
    endless = []
    with pytest.raises(KeyboardInterrupt):
        interrupt_while_one_runs(endless)
    assert isinstance(endless[0].exception(), BrokenExecutor)


def interrupt_while_one_runs(behind):
    with workers.processes(1) as executor:
        behind.append(executor.submit(signal.pause))
        raise KeyboardInterrupt


def test_a_workers_new_verdicts_are_sent_along_with_later_submissions(monkeypatch):
    found, told = {("rules", "exercise", "digest"): "verdict"}, []
    monkeypatch.setattr(workers, "assess", lambda *_: "assessment")
    monkeypatch.setattr(workers.verdict_cache, "update", told.append)
    monkeypatch.setattr(workers.verdict_cache, "take_new", lambda: found)
    todo = [Submission(f"student {each}", b"") for each in range(9)]
    list(workers.assessments(ThreadPoolExecutor, 1, None, todo))
    assert [told[0], told[-1]] == [{}, found]
