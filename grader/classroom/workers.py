"""Judging on a Dask cluster: its workers need this package, not the class's files.

Submissions judged side by side, over any executor of `concurrent.futures`.

A submission that takes its worker down with it takes nobody else: those that were being judged at
that moment are judged again, each alone, and the guilty one gets a verdict that says so.
"""

import gc
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    InvalidStateError,
    ProcessPoolExecutor,
    wait,
)  # fmt: skip
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from typing import Any, NamedTuple

from grader.attempt import linux
from grader.classroom.assess import DEATH, Assessment, assess, lost
from grader.classroom.assignment import Master
from grader.classroom.submission import Submission
from grader.classroom.verdict_cache import Verdicts, known

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


SCHEDULER_TIMEOUT = 10  # seconds to find the scheduler, or to find it again
EVERY = 1.0  # seconds between two looks at the connection
GONE = "Once there is one, --resume goes on from here."


class NoCluster(RuntimeError):
    """There is no scheduler at this address, or nothing to talk to it with."""


class Cluster(NamedTuple):
    """How to get executors, and how many submissions are judged at once."""

    pool: Pool
    jobs: int


@contextmanager
def cluster(address: str) -> Iterator[Cluster]:
    """Connect to a scheduler; a worker that dies costs nothing, its work is done by another."""
    try:
        from distributed import Client
    except ImportError:
        raise NoCluster("Grading on a cluster needs Dask: pip install 'grader[cluster]'.") from None
    try:
        client = Client(address, timeout=SCHEDULER_TIMEOUT)
    except (OSError, ValueError) as error:
        raise NoCluster(f"No scheduler answers at {address}: {error}") from None
    with client:
        try:
            yield Cluster(lambda _jobs: Attended(client), _threads(client))
        except BaseException:
            if client.status not in ("closing", "closed"):
                raise
            raise NoCluster(f"The scheduler at {address} has gone. {GONE}") from None


class Gone(BaseException):
    """No verdict on a submission: nothing is judged any more."""


class Attended(Executor):
    """An executor on the cluster; when the scheduler has gone, nobody waits for ever.

    `distributed` tries to find it again, then closes its client and leaves the futures as they are.
    """

    def __init__(self, client: Any) -> None:
        self.client, self.executor = client, client.get_executor(pure=False, retries=2)
        self.running: set[Future] = set()
        self.over = threading.Event()
        threading.Thread(target=self._attend, daemon=True).start()

    def submit(self, function: Callable[..., Any], /, *args: Any, **options: Any) -> Future:
        """Have it called by a worker."""
        future = self.executor.submit(function, *args, **options)
        self.running.add(future)
        future.add_done_callback(self.running.discard)
        return future

    def _attend(self) -> None:
        while not self.over.wait(EVERY):
            if self.client.status == "closed":
                for future in list(self.running):
                    with suppress(InvalidStateError):
                        future.set_exception(Gone())

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more; who is to wait for the rest must have its scheduler."""
        self.over.set()
        if self.client.status == "running":
            self.executor.shutdown(wait=wait and not cancel_futures)


def _threads(client: Any) -> int:
    workers = client.scheduler_info()["workers"].values()
    return max(1, sum(worker["nthreads"] for worker in workers))
