"""The threads of a run, its own and those of the processes it started, as the kernel accounts for them.

Linux's `schedstat` says for each thread how long it ran, and how long it was ready without a
processor.  So waiting can be told from being kept waiting by a busy machine.
"""

import os
import time
from pathlib import Path

SECOND = 1_000_000_000
READY = "RD"  # running or ready, and waiting for a disk


def own() -> tuple[str, str]:
    """The calling process and thread as /proc knows them, which in a sandbox is not as they do."""
    pid, _, tid = os.readlink("/proc/thread-self").split("/")  # noqa: PTH115
    return pid, tid


def family(pid: str) -> list[str]:
    """The process and all its descendants."""
    found = [pid]
    for each in found:
        for thread in _listed(f"/proc/{each}/task"):
            found += _read(f"/proc/{each}/task/{thread}/children").split()
    return found


def descendants() -> list[str]:
    """The processes below the calling one."""
    return family(own()[0])[1:]


class Pace:
    """How a run gets on, in its own time: without that in which one of its threads was starved.

    A machine that is four times too busy lets no second of a waiting run pass more quickly.
    Where there is no /proc it is the time on the clock, and nothing ever stands still.
    """

    def __init__(self):
        self.known, self.last = self._threads(), time.monotonic_ns()
        self.elapsed = self.still = 0.0  # seconds: in all, and since anything last ran

    def look(self) -> None:
        """Take account of what has happened since the last look; the caller's thread is left out."""
        before, since = self.known, self.last
        self.known, self.last = self._threads(), time.monotonic_ns()
        window = self.last - since
        starved = max(
            (_starved(before.get(each), now, window) for each, now in self.known.items()), default=0
        )
        passed = (window - starved) / SECOND
        self.elapsed += passed
        self.still = self.still + passed if _is_still(before, self.known) else 0.0

    def _threads(self) -> dict[tuple[str, str], tuple[int, int, str]]:
        """Nanoseconds on a processor, nanoseconds ready without one, and state, of every thread."""
        if not Path("/proc/thread-self/schedstat").exists():
            return {}
        me = own()
        threads = [(pid, tid) for pid in family(me[0]) for tid in _listed(f"/proc/{pid}/task")]
        return {each: account for each in threads if each != me and (account := _account(*each))}


def _account(pid: str, tid: str) -> tuple[int, int, str] | None:
    times = _read(f"/proc/{pid}/task/{tid}/schedstat").split()
    state = _read(f"/proc/{pid}/task/{tid}/stat").rpartition(")")[2].split()
    return (int(times[0]), int(times[1]), state[0]) if times and state else None


def _starved(before: tuple | None, now: tuple, window: int) -> int:
    """Nanoseconds of the window; the kernel's account comes only when the thread gets to run."""
    ran, waited = (now[0] - before[0], now[1] - before[1]) if before else now[:2]
    return window if now[2] in READY and not ran else min(waited, window)


def _is_still(before: dict, now: dict) -> bool:
    return bool(now) and before == now and not any(state in READY for _, _, state in now.values())


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208
    except OSError:  # it has gone
        return []


def _read(file: str) -> str:
    try:
        return Path(file).read_text()
    except OSError:
        return ""
