"""The threads of a run, its own and those of the processes that the run has started, as Linux accounts for them.

Linux's `schedstat` says for each thread how long it ran, and how long it was ready without a
processor.  So waiting can be told from being kept waiting by a busy machine.
"""

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.units import SECOND

READY = "RD"  # states of a thread that runs or is ready, and of one that waits for a disk
Account = tuple[int, int, str]
"""Nanoseconds on a processor, nanoseconds ready without one, and state of a thread."""


def own() -> tuple[str, str]:
    """Return the numbers by which /proc knows the calling process and thread; in a sandbox they have others."""
    pid, _, tid = os.readlink("/proc/thread-self").split("/")  # noqa: PTH115
    return pid, tid


def family(pid: str) -> list[str]:
    """Return the numbers of a process and of all its descendants."""
    found = [pid]
    for each in found:
        for thread in _listed(f"/proc/{each}/task"):
            found += _read(f"/proc/{each}/task/{thread}/children").split()
    return found


def descendants() -> list[str]:
    """Return the numbers of the descendants of the calling process."""
    return family(own()[0])[1:]


class Pace:
    """How a run gets on, in its own time, which stands still while one of its threads is ready but does not run.

    So a second of the run's time lasts as long as the run needs for it, on a busy machine, too.  Where there is
    no /proc, the run's time is that of the clock, and no run ever stands still.
    """

    def __init__(self) -> None:
        self.known, self.last = self._threads(), time.monotonic_ns()
        self.elapsed = self.still = 0.0  # seconds: in all, and since a thread last ran

    def look(self) -> None:
        """Bring the times up to date; the calling thread is no part of the run."""
        before, since = self.known, self.last
        self.known, self.last = self._threads(), time.monotonic_ns()
        window = self.last - since
        starved = max(
            (_starved(before.get(each), now, window) for each, now in self.known.items()), default=0
        )
        passed = (window - starved) / SECOND
        self.elapsed += passed
        self.still = self.still + passed if _is_still(before, self.known) else 0.0

    def _threads(self) -> dict[tuple[str, str], Account]:
        """Return the account of every thread of the run, by the numbers of its process and its own."""
        if not Path("/proc/thread-self/schedstat").exists():
            return {}
        me = own()
        threads = [(pid, tid) for pid in family(me[0]) for tid in _listed(f"/proc/{pid}/task")]
        return {each: account for each in threads if each != me and (account := _account(*each))}


def _account(pid: str, tid: str) -> Account | None:
    """Return the account of a thread, or None if the thread has ended."""
    times = _read(f"/proc/{pid}/task/{tid}/schedstat").split()
    state = _read(f"/proc/{pid}/task/{tid}/stat").rpartition(")")[2].split()
    return (int(times[0]), int(times[1]), state[0]) if times and state else None


def _starved(before: Account | None, now: Account, window: int) -> int:
    """Return how many nanoseconds of the window a thread was ready but did not run.

    The kernel brings the account up to date only when the thread gets to run.
    """
    ran, waited = (now[0] - before[0], now[1] - before[1]) if before else now[:2]
    return window if now[2] in READY and not ran else min(waited, window)


def _is_still(before: Mapping[Any, Account], now: Mapping[Any, Account]) -> bool:
    """Return True if no thread has run, or is ready to run."""
    return bool(now) and before == now and not any(state in READY for _, _, state in now.values())


def _listed(folder: str) -> list[str]:
    """Return the names in a folder; none if the folder has gone."""
    try:
        return os.listdir(folder)  # noqa: PTH208
    except OSError:
        return []


def _read(file: str) -> str:
    """Return the text of a file; none if the file has gone."""
    try:
        return Path(file).read_text()
    except OSError:
        return ""
