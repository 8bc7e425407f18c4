"""Judge submissions side by side: by processes on this machine, or on a Dask cluster.

Any executor of `concurrent.futures` will do. A submission that kills its worker costs no other
submission its verdict: those that were being judged at that moment are judged again, each alone, and
the one that kills its worker again gets a verdict that says so.

The workers of a cluster need this package, but none of the class's files.
"""

import gc
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator
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
from grader.classroom.assess import GRADER_FAILED, Assessment, assess, not_judged
from grader.classroom.assignment import Assignment
from grader.classroom.submission import Submission
from grader.classroom.verdict_cache import Verdicts, verdict_cache

REMEMBERED_PER_WORKER = 8
"""Results for each worker whose new verdicts are sent along with later submissions."""
SCHEDULER_TIMEOUT = 10
"""Seconds to connect to the scheduler, or to connect again."""
CONNECTION_CHECK_INTERVAL = 1.0
"""Seconds between two looks at the connection to the scheduler."""
HOW_TO_RESUME = "Once it is back, --resume goes on from here."

Result = tuple[Assessment, Verdicts]
"""An assessment, and the verdicts that were added to the worker's cache on the way."""
MakeExecutor = Callable[[int], Executor]
"""Makes an executor of so many workers."""


class NoCluster(RuntimeError):
    """There is no scheduler at this address, or Dask is not installed."""


class SchedulerGone(BaseException):
    """The scheduler has gone, so this submission and all others get no verdict now."""


class Workers(NamedTuple):
    """How to make an executor, and how many submissions it judges at once."""

    make_executor: MakeExecutor
    jobs: int


class WorkerProcesses(ProcessPoolExecutor):
    """Processes on this machine that are killed when the block is left by an exception.

    A submission that never ends could otherwise hold up the exit for two minutes.
    """

    def __exit__(self, error: type[BaseException] | None, *context: Any) -> bool | None:
        workers = self._processes or {}
        for each in workers.values() if error else ():
            each.kill()
        return super().__exit__(error, *context)


class ClusterExecutor(Executor):
    """An executor on a cluster whose futures fail when the scheduler has gone.

    `distributed` tries to connect again, then closes its client and leaves the futures pending.
    """

    def __init__(self, client: Any) -> None:
        self.client, self.executor = client, client.get_executor(pure=False, retries=2)
        self.pending: set[Future[Any]] = set()
        self.over = threading.Event()
        threading.Thread(target=self._watch_connection, daemon=True).start()

    def submit(self, function: Callable[..., Any], /, *args: Any, **options: Any) -> Future[Any]:
        """Let a worker call the function; return the future of its result."""
        future: Future[Any] = self.executor.submit(function, *args, **options)
        self.pending.add(future)
        future.add_done_callback(self.pending.discard)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Accept no more calls; wait for the others only if the scheduler is there to end them."""
        self.over.set()
        if self.client.status == "running":
            self.executor.shutdown(wait=wait and not cancel_futures)

    def _watch_connection(self) -> None:
        while not self.over.wait(CONNECTION_CHECK_INTERVAL):
            if self.client.status == "closed":
                for future in list(self.pending):
                    with suppress(InvalidStateError):
                        future.set_exception(SchedulerGone())


def processes(jobs: int) -> Executor:
    """Return an executor of so many processes on this machine."""
    return WorkerProcesses(jobs, get_context("spawn"), _prepare_worker)


@contextmanager
def cluster(address: str) -> Iterator[Workers]:
    """Connect to a Dask scheduler; when one of its workers dies, another one does the work."""
    try:
        from distributed import Client
    except ImportError:
        raise NoCluster("Grading on a cluster needs Dask: pip install 'grader[cluster]'.") from None
    try:
        client: Any = Client(address, timeout=SCHEDULER_TIMEOUT)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise NoCluster(f"No scheduler answers at {address}: {error}") from None
    with client:
        try:
            yield Workers(lambda _jobs: ClusterExecutor(client), _threads(client))
        except BaseException:
            if client.status not in ("closing", "closed"):
                raise
            raise NoCluster(f"The scheduler at {address} has gone. {HOW_TO_RESUME}") from None


def assessments(
    make_executor: MakeExecutor,
    jobs: int,
    assignment: Assignment,
    todo: list[Submission],
    only: str | None = None,
) -> Iterator[tuple[Submission, Assessment]]:
    """Yield each submission with its assessment, in the order in which they are done."""
    waiting, suspects = deque(todo), list[Submission]()
    while waiting:
        with make_executor(jobs) as executor:
            shift = _Shift(executor, jobs, assignment, only)
            yield from shift.work(waiting)
            suspects += shift.suspects
    for submission in suspects:
        yield submission, _assess_alone(make_executor, assignment, submission, only)


class _Shift:
    """The work of one executor, until no submission waits or the executor is broken.

    `suspects` are the submissions whose judging raised an exception.
    """

    def __init__(
        self, executor: Executor, jobs: int, assignment: Assignment, only: str | None
    ) -> None:
        self.executor, self.jobs, self.assignment, self.only = executor, jobs, assignment, only
        self.running: dict[Future[Result], Submission] = {}
        self.recent: deque[Verdicts] = deque(maxlen=REMEMBERED_PER_WORKER * jobs)
        self.suspects: list[Submission] = []
        self.broken = False

    def work(self, waiting: deque[Submission]) -> Iterator[tuple[Submission, Assessment]]:
        """Take submissions from those that wait; yield each with its assessment."""
        while self.running or (waiting and not self.broken):
            while waiting and not self.broken and len(self.running) < 2 * self.jobs:
                submission = waiting.popleft()
                self.running[self._submit(submission)] = submission
            for future in wait(self.running, return_when=FIRST_COMPLETED).done:
                yield from self._take(future)

    def _submit(self, submission: Submission) -> Future[Result]:
        """Return the future of the result, which has failed already if the executor is broken."""
        cached = {key: verdict for each in self.recent for key, verdict in each.items()}
        try:
            return self.executor.submit(
                _assess_with, cached, self.assignment, submission, self.only
            )
        except BrokenExecutor as error:
            failed: Future[Result] = Future()
            failed.set_exception(error)
            return failed

    def _take(self, future: Future[Result]) -> Iterator[tuple[Submission, Assessment]]:
        """Yield the submission and its assessment; a submission without one becomes a suspect."""
        submission = self.running.pop(future)
        try:
            assessment, new = future.result()
        except Exception as error:  # noqa: BLE001 - a worker's death has many names
            self.broken = self.broken or isinstance(error, BrokenExecutor)
            self.suspects.append(submission)
            return
        self.recent.append(new)
        yield submission, assessment


def _assess_with(
    cached: Verdicts, assignment: Assignment, submission: Submission, only: str | None
) -> Result:
    """Judge with the verdicts of other workers; return the assessment and the new verdicts."""
    verdict_cache.update(cached)
    return assess(assignment, submission, only), verdict_cache.take_new()


def _assess_alone(
    make_executor: MakeExecutor, assignment: Assignment, submission: Submission, only: str | None
) -> Assessment:
    """Judge by a worker of its own, and by a second one if the first one dies."""
    with suppress(Exception):  # the machine may have been to blame
        return _assess_by_one(make_executor, assignment, submission, only)
    try:
        return _assess_by_one(make_executor, assignment, submission, only)
    except Exception as error:  # noqa: BLE001 - whatever it is, the class goes on
        reason = f"The grader could not judge this ({type(error).__name__}); look at it by hand."
        return not_judged(assignment, submission, GRADER_FAILED, reason, only)


def _assess_by_one(
    make_executor: MakeExecutor, assignment: Assignment, submission: Submission, only: str | None
) -> Assessment:
    with make_executor(1) as executor:
        return executor.submit(assess, assignment, submission, only).result()


def _prepare_worker() -> None:
    """Let a worker end with the process that it works for, and ignore Ctrl-C."""
    gc.freeze()  # imported modules need not be looked at by the garbage collector
    linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _threads(client: Any) -> int:
    """Return the number of threads of the cluster's workers."""
    workers = client.scheduler_info()["workers"].values()
    return max(1, sum(int(worker["nthreads"]) for worker in workers))
