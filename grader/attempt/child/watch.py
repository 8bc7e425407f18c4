"""Watches a run on the real clock from a thread of its own: its worker processes, its time, its standstill.

Worker processes are sampled: in each window a process whose processor time has grown was computing, and so was
one that is ready to compute, since a busy machine may give it no processor for a while.  Two workers that take
turns never do so in the same window, because a process that waits for work sleeps; two at work do, under any load.

The same thread takes the recorder's samples.  So the run has but one thread that is not its own, and
that thread is no part of the run's time.
"""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

import psutil

from grader.attempt.frames import learners
from grader.attempt.procfs import Pace, descendants, own
from grader.recording.sampling import Sampler
from grader.source_files import is_user

WINDOW = 0.05
"""Seconds between two looks at worker processes, time and standstill."""
Place = tuple[str, int, str]
"""File name, line and function."""


class Watch:
    """A thread that looks at the run while the block lasts.

    ``end(outcome, seconds, place)`` is called in that thread when the run has taken ``within``
    seconds of its own time, or when nothing of it has run for ``still`` seconds.
    """

    def __init__(
        self,
        within: float,
        still: float | None,
        end: Callable[[str, float, Place | None], None],
        sampler: Sampler,
    ) -> None:
        self.within, self.still, self.end, self.sampler = within, still, end, sampler
        self.workers, self.main, self.pace = WorkerProcesses(), threading.get_ident(), Pace()
        self.done = threading.Event()
        self.thread = threading.Thread(target=self._work, daemon=True)

    def __enter__(self) -> Watch:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.done.set()
        self.thread.join()

    def _work(self) -> None:
        due = time.monotonic() + WINDOW
        while not self.done.wait(min(self.sampler.pause, WINDOW)):
            with suppress(Exception):  # without samples the run is still watched
                self.sampler.look()
            if time.monotonic() >= due:
                self._look()
                due = time.monotonic() + WINDOW

    def _look(self) -> None:
        self.workers.look()
        self.pace.look()
        if self.still is not None and self.pace.still >= self.still:
            self.end("stopped", self.still, place_of_thread(self.main))
        if self.pace.elapsed >= self.within:
            self.end("timed out", self.within, place_of_thread(self.main))


# -- worker processes --------------------------------------------------------------------------


class WorkerProcesses:
    """The child processes of this process, as looks have found them."""

    def __init__(self) -> None:
        self.spent: dict[int, float] = {}
        self.windows: list[int] = []

    @property
    def count(self) -> int:
        """How many worker processes there were."""
        return len(self.spent)

    @property
    def parallel(self) -> int:
        """How many computed at once in at least a quarter of the windows in which any did."""
        busy = sorted((count for count in self.windows if count), reverse=True)
        return busy[len(busy) // 4] if busy else 0

    def alive(self) -> list[str]:
        """Return the names of the worker processes that are still there."""
        return [f"{child.name()} {child.pid}" for child in _workers()]

    def look(self) -> None:
        """Count the processes that have computed in the window that is over now."""
        growing = 0
        for child in _workers():
            spent = _processor_time(child)
            ready = _is_ready(child)
            growing += ready or spent > self.spent.get(child.pid, 0.0)
            self.spent[child.pid] = spent
        self.windows.append(growing)


def _workers() -> list[psutil.Process]:
    return [child for child in _children() if _is_worker(child)]


def _children() -> list[psutil.Process]:
    if not Path("/proc/thread-self/children").exists():
        children: list[psutil.Process] = psutil.Process().children(recursive=True)
        return children
    return [child for pid in descendants() if (child := _process(int(pid)))]


def _process(pid: int) -> psutil.Process | None:
    try:
        return psutil.Process(pid)
    except psutil.Error:
        return None


def _is_worker(process: psutil.Process) -> bool:
    """Return False for a process that has ended, and for helpers of `multiprocessing`."""
    try:
        command = " ".join(process.cmdline())
        alive = process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False
    if "resource_tracker" in command or "semaphore_tracker" in command:
        return False
    is_server = "multiprocessing.forkserver" in command and process.ppid() == _me()
    return alive and not is_server


def _me() -> int:
    """Return the number by which /proc knows this process."""
    return int(own()[0]) if Path("/proc/thread-self").exists() else int(psutil.Process().pid)


def _is_ready(process: psutil.Process) -> bool:
    try:
        return bool(process.status() == psutil.STATUS_RUNNING)
    except psutil.Error:
        return False


def _processor_time(process: psutil.Process) -> float:
    """Return the seconds of processor time that a process has used; 0 if the process has gone."""
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)


# -- where a run stands ------------------------------------------------------------------------


def place_of_thread(ident: int) -> Place | None:
    """Return where a thread, or a task of its event loop, is in the learner's code; else in the check's."""
    frames = [frame for frame in _frames(ident) if is_user(frame.f_code.co_filename)]
    for frame in sorted(frames, key=lambda frame: frame.f_code.co_filename not in learners.files):
        return frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name
    return None


def _frames(ident: int) -> Iterator[FrameType]:
    """Yield the frames of a thread and of the tasks of its event loop, the innermost first."""
    frame = sys._current_frames().get(ident)
    while frame is not None:
        yield frame
        if frame.f_code.co_name == "run_forever":
            yield from _frames_of_tasks(frame.f_locals.get("self"))
        frame = frame.f_back


def _frames_of_tasks(loop: Any) -> Iterator[FrameType]:
    for task in asyncio.all_tasks(loop):
        yield from reversed(list(_frames_of(task.get_coro())))


def _frames_of(awaited: Any) -> Iterator[FrameType]:
    """Yield the frames of a suspended coroutine and of those that it awaits, the outermost first."""
    while (frame := getattr(awaited, "cr_frame", None)) is not None:
        yield frame
        awaited = awaited.cr_await
