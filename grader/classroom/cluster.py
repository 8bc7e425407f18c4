"""Judging on a Dask cluster: its workers need this package, not the class's files."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, InvalidStateError
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

from grader.classroom.workers import Pool

PATIENCE = 10  # seconds to find the scheduler, or to find it again
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
        client = Client(address, timeout=PATIENCE)
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
