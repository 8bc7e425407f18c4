"""How much an attempt may use, and how the child puts itself under these limits.

The fork server watches the wall clock, the output and the number of processes from outside.  The
kernel limits CPU time and memory, for each process on its own.  `child.main` counts the processes
that the learner's code starts.  A child may start no attempts of its own: `refuse_nested`.
"""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass


class Nested(RuntimeError):
    """An attempt was asked for within an attempt, such as by a cell that simulates its answer."""


def forbid_attempts() -> None:
    """Note that this process is the child of an attempt, for good."""
    _Here.attempt = True


def refuse_nested() -> None:
    """Raise `Nested` in the child of an attempt."""
    if _Here.attempt:
        raise Nested("the answer itself is being judged, where nothing else can be simulated")


class _Here:
    attempt = False


MEGABYTE = 2**20
RESERVE = 64 * MEGABYTE  # memory that is left to report a MemoryError with
LARGEST_FILE = 256 * MEGABYTE
MOST_EVENTS = 20_000  # of one run, in a child's report
MOST_LANES = 2_000  # of one trace, in a child's report
MOST_PROCESSES_AT_ONCE = 128  # however they were started: twice what an attempt may start
WRITABLE_FOLDERS = {
    "/attempt": b"size=64m,nr_inodes=4096",
    "/dev/shm": b"size=16m,nr_inodes=256",
}
"""The folders of a sandbox that can be written to, with the options of their file systems in memory."""


@dataclass(frozen=True)
class Limits:
    """Wall and CPU time in seconds, memory and output in bytes, processes started in all."""

    wall: float = 10
    cpu: int = 10
    memory: int = 2048 * MEGABYTE
    output: int = 256 * 1024
    processes: int = 64

    def as_dict(self) -> dict[str, float]:
        """Return the limits as plain data, to travel to the child."""
        return asdict(self)


def confine(cpu: int, memory: int) -> None:
    """Limit this process and whatever it starts to ``cpu`` seconds and ``memory`` bytes, for good."""
    try:
        import resource
    except ImportError:  # Windows has none; there the wall clock is the only limit
        return
    _lower(resource.RLIMIT_CPU, cpu, cpu + 1)
    _lower(resource.RLIMIT_CORE, 0, 0)
    _lower(resource.RLIMIT_FSIZE, LARGEST_FILE, LARGEST_FILE)
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    _lower(kind, memory, memory + RESERVE)


def release_reserve() -> None:
    """Raise the memory limits by the reserve, so that running out of memory can be reported."""
    try:
        import resource
    except ImportError:
        return
    for kind in (resource.RLIMIT_DATA, resource.RLIMIT_AS):
        resource.setrlimit(kind, (resource.getrlimit(kind)[1],) * 2)


def _lower(kind: int, soft: int, hard: int) -> None:
    import resource

    most = resource.getrlimit(kind)[1]
    if most != resource.RLIM_INFINITY:
        soft, hard = min(soft, most), min(hard, most)
    resource.setrlimit(kind, (soft, hard))
