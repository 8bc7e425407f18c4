"""Submissions judged side by side, over any executor of `concurrent.futures`.

A submission that takes its worker down with it takes nobody else: those that were being judged at
that moment are judged again, each alone, and the guilty one gets a verdict that says so.
"""

import gc
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)  # fmt: skip
from contextlib import suppress
from multiprocessing import get_context
from typing import Any

from grader.attempt import linux
from grader.classroom.assess import DEATH, Assessment, assess, lost
from grader.classroom.known import Verdicts, known
from grader.classroom.master import Master
from grader.classroom.submission import Submission

Judged = tuple[Submission, Assessment]
Told = tuple[Assessment, Verdicts]
Pool = Callable[[int], Executor]
RECENT = 8  # submissions for each worker, of which all get to know what was found out


def processes(jobs: int) -> Executor:
    """Workers on this machine."""
    return Processes(jobs, get_context("spawn"), _settle)


class Processes(ProcessPoolExecutor):
    """Who leaves in a hurry ends them: a submission that never ends may have two minutes to go."""

    def __exit__(self, error: type[BaseException] | None, *context: Any) -> bool | None:
        workers = self._processes or {}
        for each in workers.values() if error else ():
            each.kill()
        return super().__exit__(error, *context)


def _settle() -> None:
    """A worker goes with the process that it works for, and leaves Ctrl-C to it."""
    gc.freeze()  # what has been imported is nobody's garbage
    linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def assessments(
    pool: Pool, jobs: int, master: Master, todo: list[Submission], only: str | None = None
) -> Iterator[Judged]:
    """Each submission with its assessment, in the order in which they are done."""
    waiting, suspects = deque(todo), []
    while waiting:
        with pool(jobs) as executor:
            suspects += yield from _until_it_breaks(executor, jobs, master, waiting, only)
    for submission in suspects:
        yield submission, _alone(pool, master, submission, only)


def _until_it_breaks(
    executor: Executor, jobs: int, master: Master, waiting: deque[Submission], only: str | None
) -> Generator[Judged, None, list[Submission]]:
    """Work until nobody waits or the executor is broken; returns whose judging did not end well."""
    running: dict[Future[Told], Submission] = {}
    suspects, broken, told = [], False, deque[Verdicts](maxlen=RECENT * jobs)
    while running or (waiting and not broken):
        while waiting and not broken and len(running) < 2 * jobs:
            submission = waiting.popleft()
            running[_submit(executor, master, submission, only, told)] = submission
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            submission = running.pop(future)
            try:
                assessment, news = future.result()
                told.append(news)
                yield submission, assessment
            except Exception as error:  # noqa: BLE001 - a worker's death has many names
                broken = broken or isinstance(error, BrokenExecutor)
                suspects.append(submission)
    return suspects


def _submit(
    executor: Executor,
    master: Master,
    submission: Submission,
    only: str | None,
    told: Iterable[Verdicts],
) -> Future[Told]:
    """Its future; a failed one when the executor has broken while nobody looked."""
    news = {key: verdict for each in told for key, verdict in each.items()}
    try:
        return executor.submit(_assess, master, submission, only, news)
    except BrokenExecutor as error:
        failed: Future[Told] = Future()
        failed.set_exception(error)
        return failed


def _assess(master: Master, submission: Submission, only: str | None, news: Verdicts) -> Told:
    """Judge, knowing what other workers have just found out; what was found out here."""
    known.learn(news)
    return assess(master, submission, only), known.news()


def _alone(pool: Pool, master: Master, submission: Submission, only: str | None) -> Assessment:
    """Judged by a worker of its own, and by another one should that die, too."""
    with suppress(Exception):  # it may have been the machine
        return _by_one(pool, master, submission, only)
    try:
        return _by_one(pool, master, submission, only)
    except Exception as error:  # noqa: BLE001 - whatever it is, the class goes on
        reason = f"The grader could not judge this ({type(error).__name__}); look at it by hand."
        return lost(master, submission, DEATH, reason, only)


def _by_one(pool: Pool, master: Master, submission: Submission, only: str | None) -> Assessment:
    with pool(1) as executor:
        return executor.submit(assess, master, submission, only).result()
