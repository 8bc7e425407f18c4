"""The worker processes of a run: how many there were, and how many computed at the same time.

Sampled: in each window, a process whose processor time has grown was computing, and so was one
that is ready to: a busy machine may give it no processor for a while.  Two workers that take turns
never do in the same window (who waits for work sleeps); two at work do, under any load.
"""

from pathlib import Path

import psutil

from grader.attempt.kin import descendants, own


class Offspring:
    """The child processes of this process, by and by."""

    def __init__(self):
        self.spent, self.windows = {}, []

    @property
    def count(self):
        """How many worker processes there were."""
        return len(self.spent)

    @property
    def parallel(self):
        """How many computed at once in at least a quarter of the time that any did."""
        busy = sorted((count for count in self.windows if count), reverse=True)
        return busy[len(busy) // 4] if busy else 0

    def alive(self):
        """Names of the worker processes that are still there."""
        return [f"{child.name()} {child.pid}" for child in _workers()]

    def look(self):
        """One more window is over: who has computed in it?"""
        growing = 0
        for child in _workers():
            spent = _cpu(child)
            ready = _is_ready(child)
            growing += ready or spent > self.spent.get(child.pid, 0.0)
            self.spent[child.pid] = spent
        self.windows.append(growing)


def _workers():
    return [child for child in _children() if _is_worker(child)]


def _children():
    if not Path("/proc/thread-self/children").exists():
        return psutil.Process().children(recursive=True)
    return [child for pid in descendants() if (child := _process(int(pid)))]


def _process(pid):
    try:
        return psutil.Process(pid)
    except psutil.Error:
        return None


def _is_worker(process):
    try:
        command = " ".join(process.cmdline())
        alive = process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False
    if "resource_tracker" in command or "semaphore_tracker" in command:
        return False
    is_server = "forkserver" in command and process.ppid() == _me()
    return alive and not is_server


def _me():
    """The number that /proc knows this process by."""
    return int(own()[0]) if Path("/proc/thread-self").exists() else psutil.Process().pid


def _is_ready(process):
    try:
        return process.status() == psutil.STATUS_RUNNING
    except psutil.Error:
        return False


def _cpu(process):
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return times.user + times.system
