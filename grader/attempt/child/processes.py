"""Processes that the learner's code starts: counted, and given no say.

``RLIMIT_NPROC`` counts whatever its user runs anywhere, so that it would depend on what else the
machine is doing; an audit hook counts what this attempt starts, in memory that forks share.  It
stops accidents.  What is started on purpose behind its back dies with the attempt.
"""

import os
import sys
from mmap import mmap
from pathlib import Path

STARTS = {"os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "subprocess.Popen"}
OURS = str(Path(__file__).with_name("simulated.py"))  # explores on in forks of itself


class Forks:
    """How many processes have been started, and whether the next one is the learner's."""

    def __init__(self, most: int, mute):
        self.most, self.mute = most, mute
        self.started = mmap(-1, 8)
        self.the_learners = False

    @property
    def any(self) -> bool:
        """Whether any has been started, ever."""
        return any(self.started[:])

    def watch(self) -> None:
        """Count from now on; the learner's forks call ``mute`` first of all."""
        sys.addaudithook(self._audit)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._forked)

    def _audit(self, event: str, _arguments: tuple) -> None:
        if event in STARTS:
            self.the_learners = sys._getframe(1).f_code.co_filename != OURS
            if self.the_learners:
                self._count()

    def _count(self) -> None:
        number = int.from_bytes(self.started[:], "big") + 1
        if number > self.most:
            raise OSError(f"this attempt may start {self.most} processes in all, and has")
        self.started[:] = number.to_bytes(8, "big")

    def _forked(self) -> None:
        if self.the_learners:
            self.mute()
