"""Watches a run on the real clock: its worker processes, its time, and whether it stands still."""

import asyncio
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType

from grader.attempt.frames import learners
from grader.attempt.kin import Pace
from grader.attempt.offspring import Offspring
from grader.source_files import is_user

WINDOW = 0.05  # seconds


class Watch:
    """A thread that looks twenty times a second, while the block runs.

    ``over(outcome, seconds, place)`` is called in that thread when the run has taken ``within``
    seconds of its own time, or when nothing of it has run for ``still`` seconds.
    """

    def __init__(self, within: float, still: float | None, over: Callable):
        self.limits, self.over = (within, still), over
        self.offspring, self.main, self.pace = Offspring(), threading.get_ident(), Pace()
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
            self.offspring.look()
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
