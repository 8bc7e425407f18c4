"""Count the processes that the learner's code starts, and keep them off the channel to the judge.

``RLIMIT_NPROC`` counts all processes of a user anywhere, so a verdict would depend on what else the
machine is doing.  An audit hook counts what this attempt starts, in memory that forks share.  The
hook stops accidents; processes that are started behind Python's back end with the attempt.
"""

import os
import sys
from collections.abc import Callable
from mmap import mmap
from pathlib import Path

STARTS = {"os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "subprocess.Popen"}
SIMULATED = str(Path(__file__).with_name("simulated.py"))  # may go on in a fork of itself


class ProcessCounter:
    """Counts started processes up to ``most``; calls ``disable`` first in each fork of the learner's."""

    def __init__(self, most: int, disable: Callable[[], None]) -> None:
        self.most, self.disable = most, disable
        self.started = mmap(-1, 8)
        self.is_learners = False  # the process that is being started

    @property
    def any_started(self) -> bool:
        """Return True if the learner's code has started a process."""
        return any(self.started[:])

    def install(self) -> None:
        """Count from now on."""
        sys.addaudithook(self._audit)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._after_fork)

    def _audit(self, event: str, _arguments: tuple[object, ...]) -> None:
        if event in STARTS:
            self.is_learners = sys._getframe(1).f_code.co_filename != SIMULATED
            if self.is_learners:
                self._count()

    def _count(self) -> None:
        number = int.from_bytes(self.started[:], "big") + 1
        if number > self.most:
            raise OSError(f"this attempt may start {self.most} processes in all, and has")
        self.started[:] = number.to_bytes(8, "big")

    def _after_fork(self) -> None:
        if self.is_learners:
            self.disable()
