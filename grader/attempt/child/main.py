"""The child of an attempt, forked or new: prepare the process, take the limits, run the tasks.

judge ──  setup, payload   ─▶ child        again for each attempt that this child may do
      ◀─  messages, finished ─

The child counts the processes that the learner's code starts, and keeps them off the channel to the judge.
``RLIMIT_NPROC`` counts all processes of a user anywhere, so a verdict would depend on what else the
machine is doing.  An audit hook counts what this attempt starts, in memory that forks share.  The
hook stops accidents; processes that are started behind Python's back end with the attempt.
"""

import ctypes
import gc
import os
import random
import sys
from _thread import LockType
from collections.abc import Callable
from io import TextIOWrapper
from mmap import mmap
from pathlib import Path
from typing import Any

from grader.attempt import limits, protocol
from grader.attempt.child.submission import Loader
from grader.attempt.values import encode
from grader.attempt.workdir import enter_workdir, has_leftovers

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


MOST_CPU_SECONDS = 1.0  # that earlier runs may have taken from the limit of the next one


def main(world: str, reading: int, writing: int) -> None:
    """Run the tasks that the judge asks for on these descriptors, and end the process."""
    prepare_process(world)
    run(protocol.Channel(reading, writing, _real_lock(world)))


def prepare_process(world: str) -> None:
    """Set streams, random numbers and garbage collection so that equal attempts run equally."""
    sys.argv[:] = [""]
    sys.dont_write_bytecode = True  # a module may be written anew within the same second
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 (for good)
    sys.stdout = _stream(1)
    sys.stderr = _stream(2)
    sys.__stdout__, sys.__stderr__ = sys.stdout, sys.stderr  # type: ignore[misc]  # for good
    if world == "simulated":
        gc.disable()
        random.seed(0)
        _stay_on_one_core()


def run(channel: protocol.Channel) -> None:
    """Run a task under its limits, and further ones as long as the process is as good as new."""
    setup, payload = _receive_task(channel)
    limits.forbid_attempts()
    limits.confine(**setup["limits"])
    counter = ProcessCounter(setup["processes"], channel.disable)
    counter.install()
    while perform(setup, payload, channel) and _is_reusable(setup, counter):
        channel.finish_for_now()
        setup, payload = _receive_task(channel)
    channel.finish()


def perform(setup: dict[str, Any], payload: bytes, channel: protocol.Channel) -> bool:
    """Run the task that the setup names on the payload; return True if it left no trace in this process."""
    try:
        enter_workdir(setup)
        task = protocol.named(setup["task"])
        return bool(task(Loader(setup, payload), channel, setup["options"]))
    except BaseException as error:
        _report(error, channel)
        return False


def _receive_task(channel: protocol.Channel) -> tuple[dict[str, Any], bytes]:
    """Return the setup and the payload of the next task; end the process when the judge has gone."""
    setup, payload = channel.receive(), protocol.read_frame(channel.reading)
    if setup is None or payload is None:
        os._exit(0)
    channel.seal = setup["seal"]
    return setup, payload


def _is_reusable(setup: dict[str, Any], counter: ProcessCounter) -> bool:
    """Return True if another attempt may run here; the limit of CPU time holds for all of them together."""
    if not setup["series"] or counter.any_started or sum(os.times()[:2]) >= MOST_CPU_SECONDS:
        return False
    return not has_leftovers(setup)


def _report(error: BaseException, channel: protocol.Channel) -> None:
    if isinstance(error, MemoryError):
        limits.release_reserve()
    outcome = "out of memory" if isinstance(error, MemoryError) else "raised"
    channel.send({"type": "broken", "outcome": outcome, "error": encode(error)})


def _stream(descriptor: int) -> TextIOWrapper:
    """Return a text stream that is flushed at each line: what was printed must outlive a crash."""
    return open(descriptor, "w", 1, encoding="utf-8", errors="backslashreplace", closefd=False)


def _stay_on_one_core() -> None:
    """Stay on the present core: switching threads there costs a quarter of what it costs on two."""
    if hasattr(os, "sched_setaffinity"):  # the kernel has started us where there was most room
        os.sched_setaffinity(0, {ctypes.CDLL(None).sched_getcpu()})


def _real_lock(world: str) -> LockType | None:
    """Return a lock that is not simulated, or None where none is: the channel makes its own then."""
    if world != "simulated":
        return None
    from grader.simulation.originals import real

    lock: LockType = real.allocate_lock()
    return lock
