"""Judging on a Dask cluster: its workers need this package, not the class's files."""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any, NamedTuple

from grader.classroom.workers import Pool


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
        client = Client(address, timeout=10)
    except (OSError, ValueError) as error:
        raise NoCluster(f"No scheduler answers at {address}: {error}") from None
    with client:
        yield Cluster(lambda _jobs: _executor(client), _threads(client))


def _executor(client: Any) -> Executor:
    return client.get_executor(pure=False, retries=2)


def _threads(client: Any) -> int:
    workers = client.scheduler_info()["workers"].values()
    return max(1, sum(worker["nthreads"] for worker in workers))
