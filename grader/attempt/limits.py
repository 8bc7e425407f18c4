"""How much an attempt may take, and the child's own side of keeping to it.

The wall clock is watched from outside, by the fork server.  CPU time and memory are the
kernel's to limit, for each process on its own.  Processes are counted in ``forks`` and in ``crowd_watch``.
"""

import sys
from dataclasses import asdict, dataclass

MEGABYTE = 2**20
SPARE = 64 * MEGABYTE  # what is left to report a MemoryError with
LARGEST_FILE = 256 * MEGABYTE
MOST_EVENTS = 20_000  # of one run that a child may tell
ROOM = {"/attempt": b"size=64m,nr_inodes=4096", "/dev/shm": b"size=16m,nr_inodes=256"}
"""The folders of a sandbox that can be written to, with the options of their file systems in memory."""
CROWD = 128  # processes at once, however started: twice what an attempt may start


@dataclass(frozen=True)
class Limits:
    """Wall and CPU time in seconds, memory and output in bytes, processes started in all."""

    wall: float = 10
    cpu: int = 10
    memory: int = 2048 * MEGABYTE
    output: int = 256 * 1024
    processes: int = 64

    def as_dict(self) -> dict:
        """The limits as plain data, to travel to the child."""
        return asdict(self)


def confine(cpu: int, memory: int) -> None:
    """Put the calling process under limits that it, and what it starts, cannot leave."""
    try:
        import resource
    except ImportError:  # Windows has none; there the wall clock is the only limit
        return
    _lower(resource, resource.RLIMIT_CPU, cpu, cpu + 1)
    _lower(resource, resource.RLIMIT_CORE, 0, 0)
    _lower(resource, resource.RLIMIT_FSIZE, LARGEST_FILE, LARGEST_FILE)
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    _lower(resource, kind, memory, memory + SPARE)


def _lower(resource, kind: int, soft: int, hard: int) -> None:
    most = resource.getrlimit(kind)[1]
    if most != resource.RLIM_INFINITY:
        soft, hard = min(soft, most), min(hard, most)
    resource.setrlimit(kind, (soft, hard))


def release_spare_memory() -> None:
    """Give back what was held in reserve, so that running out of memory can be reported."""
    try:
        import resource
    except ImportError:
        return
    for kind in (resource.RLIMIT_DATA, resource.RLIMIT_AS):
        resource.setrlimit(kind, (resource.getrlimit(kind)[1],) * 2)
