"""Watches a run on the real clock: its worker processes, its time, and whether it stands still.

The worker processes of a run: how many there were, and how many computed at the same time.

Sampled: in each window, a process whose processor time has grown was computing, and so was one
that is ready to: a busy machine may give it no processor for a while.  Two workers that take turns
never do in the same window (who waits for work sleeps); two at work do, under any load.

Which steps of coroutines held their event loop, on the real clock.

A step lasts as long as its thread computes or waits in it; how long the machine had no processor
for the thread, or for the process that it waits for, is the machine's fault.  Where the kernel
does not tell, it is the time on the clock.
"""

import asyncio
import os
import sys
import threading
import time
from asyncio import events
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

import psutil

from grader.attempt.frames import learners
from grader.attempt.procfs import SECOND, Pace, descendants, own
from grader.source_files import is_user
from grader.units import BLOCKED_LOOP


class WorkerProcesses:
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
    is_server = "multiprocessing.forkserver" in command and process.ppid() == _me()
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


UNSEEN = 100_000_000  # … that may have passed since the pace was looked at


@contextmanager
def noted(held: Callable, pace: Pace):
    """Call ``held(nanoseconds, what)`` for every step that lasts long while the block runs."""
    original, accounts = events.Handle._run, Accounts()

    def _run(handle):
        start, starved, passed = time.monotonic_ns(), accounts.starved(), pace.elapsed
        try:
            return original(handle)
        finally:
            lasted = time.monotonic_ns() - start
            if (
                lasted > BLOCKED_LOOP
                and (lasted := lasted - accounts.starved() + starved) > BLOCKED_LOOP
            ):
                fair = int((pace.elapsed - passed) * SECOND) + UNSEEN
                held(min(lasted, fair), _what(handle))

    events.Handle._run = _run
    try:
        yield
    finally:
        events.Handle._run = original


def _what(handle) -> str:
    """The coroutine whose step it was, or the function that was called back."""
    task = getattr(handle._callback, "__self__", None)
    coroutine = task.get_coro() if hasattr(task, "get_coro") else handle._callback
    return getattr(coroutine, "__qualname__", repr(coroutine)).rpartition("<locals>.")[2]


class Accounts(threading.local):
    """The kernel's account of the thread that asks."""

    def __init__(self):
        self.file = None
        with suppress(OSError):
            self.file = os.open("/proc/thread-self/schedstat", os.O_RDONLY)

    def starved(self) -> int:
        """Nanoseconds that the thread has ever been ready without a processor."""
        return 0 if self.file is None else int(os.pread(self.file, 80, 0).split()[1])

    def __del__(self):
        if self.file is not None:
            os.close(self.file)


WINDOW = 0.05  # seconds


class Watch:
    """A thread that looks twenty times a second, while the block runs.

    ``over(outcome, seconds, place)`` is called in that thread when the run has taken ``within``
    seconds of its own time, or when nothing of it has run for ``still`` seconds.
    """

    def __init__(self, within: float, still: float | None, over: Callable):
        self.limits, self.over = (within, still), over
        self.workers, self.main, self.pace = WorkerProcesses(), threading.get_ident(), Pace()
        self.done = threading.Event()
        self.thread = threading.Thread(target=self._look_again_and_again, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *exc):
        self.done.set()
        self.thread.join()

    def _look_again_and_again(self):
        pace, (within, still) = self.pace, self.limits
        while not self.done.wait(WINDOW):
            self.workers.look()
            pace.look()
            if still is not None and pace.still >= still:
                self.over("stopped", still, place_of_thread(self.main))
            if pace.elapsed >= within:
                self.over("timed out", within, place_of_thread(self.main))


def place_of_thread(ident: int) -> tuple | None:
    """Where a thread is in the learner's code, or a task of its event loop; else in the check's."""
    frames = [frame for frame in _frames(ident) if is_user(frame.f_code.co_filename)]
    for frame in sorted(frames, key=lambda frame: frame.f_code.co_filename not in learners.files):
        return frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name
    return None


def _frames(ident: int) -> Iterator[FrameType]:
    """Innermost first."""
    frame = sys._current_frames().get(ident)
    while frame is not None:
        yield frame
        if frame.f_code.co_name == "run_forever":
            yield from _frames_of_tasks(frame.f_locals.get("self"))
        frame = frame.f_back


def _frames_of_tasks(loop) -> Iterator[FrameType]:
    for task in asyncio.all_tasks(loop):
        yield from reversed(list(_frames_of(task.get_coro())))


def _frames_of(awaited) -> Iterator[FrameType]:
    """Of a suspended coroutine and those it awaits, the outermost first."""
    while (frame := getattr(awaited, "cr_frame", None)) is not None:
        yield frame
        awaited = awaited.cr_await
