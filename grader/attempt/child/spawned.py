"""A new process on its way to being the child of an attempt, where there is no fork server."""

import os
import sys


def main() -> None:
    """Become the child that the command line describes: world, file for the stack, wall time."""
    world, stack, wall = sys.argv[1:4]
    reading, writing = _take_the_standard_streams()
    from grader.attempt.bootstrap import prepare

    prepare(world)
    _tell_where_it_is(stack, float(wall))
    from grader.attempt.child import main

    main.main(world, reading, writing)


def _take_the_standard_streams() -> tuple[int, int]:
    """Copies of input and output for the conversation with the judge, which nobody prints to."""
    reading, writing = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(2, 1)
    return reading, writing


def _tell_where_it_is(stack: str, wall: float) -> None:
    """Write the stack when the process crashes, or when its time, wall or CPU, is up."""
    import faulthandler
    import signal

    file = os.open(stack, os.O_WRONLY)
    faulthandler.enable(file)
    faulthandler.dump_traceback_later(wall, file=file, exit=True)
    if hasattr(faulthandler, "register"):
        faulthandler.register(signal.SIGXCPU, file, all_threads=True, chain=True)
