"""The child of an attempt, forked or new: settle down, take the limits on, run the task."""

import ctypes
import gc
import os
import random
import sys

from grader.attempt import limits, nesting, protocol
from grader.attempt.child.processes import Forks
from grader.attempt.child.submission import Loader
from grader.attempt.values import encode
from grader.attempt.workdir import left_behind, move_in

FIT_CPU_SECONDS = 1.0  # seconds of CPU time that earlier runs may have taken from the next one's


def main(world: str, reading: int, writing: int) -> None:
    """Do what the judge asks for on these descriptors, and end the process."""
    settle(world)
    run(protocol.Channel(reading, writing, _real_lock(world)))


def settle(world: str) -> None:
    """Make the process one where equal attempts run equally."""
    sys.argv[:] = [""]
    sys.dont_write_bytecode = True  # a module may be written anew within the same second
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 (for good)
    sys.stdout = sys.__stdout__ = _stream(1)
    sys.stderr = sys.__stderr__ = _stream(2)
    if world == "simulated":
        gc.disable()
        random.seed(0)
        _stay_on_one_core()


def _stream(descriptor: int):
    """Text, flushed at each line: what was printed must outlive a crash."""
    return open(descriptor, "w", 1, encoding="utf-8", errors="backslashreplace", closefd=False)


def _stay_on_one_core() -> None:
    """Handing over between threads costs a quarter on one core of what it costs on two."""
    if hasattr(os, "sched_setaffinity"):  # the kernel has begun us where there was most room
        os.sched_setaffinity(0, {ctypes.CDLL(None).sched_getcpu()})


def _real_lock(world: str):
    if world != "simulated":
        return None
    from grader.simulation.originals import real

    return real.allocate_lock()


def run(channel: protocol.Channel) -> None:
    """Do what is asked for under its limits; more of it, if nothing stands against that."""
    setup, payload = _asked(channel)
    nesting.enter()
    limits.confine(**setup["limits"])
    forks = Forks(setup["processes"], channel.mute)
    forks.watch()
    while perform(setup, payload, channel) and _fit(setup, forks):
        channel.finish_for_now()
        setup, payload = _asked(channel)
    channel.finish()


def _asked(channel: protocol.Channel) -> tuple[dict, bytes]:
    """What the judge asks for next; ends the process when it has gone."""
    setup, payload = channel.receive(), protocol.read_frame(channel.reading)
    if setup is None or payload is None:
        os._exit(0)
    channel.seal = setup["seal"]
    return setup, payload


def _fit(setup: dict, forks: Forks) -> bool:
    """Whether it may go on, as good as new; the limit of CPU time holds for all that it does."""
    used = sum(os.times()[:2])
    return setup["series"] and not forks.any and used < FIT_CPU_SECONDS and not left_behind(setup)


def perform(setup: dict, payload: bytes, channel: protocol.Channel) -> bool:
    """Run the task that the judge names on what it sent; whether it left no trace."""
    try:
        move_in(setup)
        task = protocol.named(setup["task"])
        return bool(task(Loader(setup, payload), channel, setup["options"]))
    except BaseException as error:
        _report(error, channel)
        return False


def _report(error: BaseException, channel: protocol.Channel) -> None:
    if isinstance(error, MemoryError):
        limits.release_reserve()
    outcome = "out of memory" if isinstance(error, MemoryError) else "raised"
    channel.send({"type": "broken", "outcome": outcome, "error": encode(error)})
