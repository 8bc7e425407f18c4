"""The worker processes of a run: how many there were, and how many computed at the same time.

Sampled: in each window, a process whose processor time has grown was computing.  Two workers
that take turns never grow in the same window; two at work do, however loaded the machine is.
"""

import threading
import time
from pathlib import Path

import psutil

WINDOW = 0.05  # seconds


class Offspring:
    """Watches the child processes of this process while the block runs."""

    def __init__(self):
        self.me = _this_process()
        self.spent, self.windows, self.own_cpu = {}, [], 0.0
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self):
        self.cpu_before = time.process_time()
        self.thread.start()
        return self

    def __exit__(self, *exc):
        self.own_cpu = time.process_time() - self.cpu_before
        self.over.set()
        self.thread.join()

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
        return [f"{child.name()} {child.pid}" for child in self._workers()]

    def _watch(self):
        while not self.over.wait(WINDOW):
            self.windows.append(self._window())

    def _window(self):
        growing = 0
        for child in self._workers():
            spent = _cpu(child)
            growing += spent > self.spent.get(child.pid, 0.0)
            self.spent[child.pid] = spent
        return growing

    def _workers(self):
        return [child for child in self.me.children(recursive=True) if _is_worker(child)]


def _this_process():
    """By the number that /proc knows it by, which in a sandbox of root's need not be its own."""
    own = Path("/proc/self")
    return psutil.Process(int(own.readlink().name) if own.exists() else None)


def _is_worker(process):
    try:
        command = " ".join(process.cmdline())
        alive = process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False
    if "resource_tracker" in command or "semaphore_tracker" in command:
        return False
    is_server = "forkserver" in command and process.ppid() == _this_process().pid
    return alive and not is_server


def _cpu(process):
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return times.user + times.system
