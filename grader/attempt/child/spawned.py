"""Turn a new process into the child of an attempt, where there is no fork server.

The imports stay inside the functions: nothing may load ``threading`` before the leaves are replaced.
"""

import os
import sys


def main() -> None:
    """Become the child that the command line describes: world, file for the stack, wall time in seconds."""
    world, stack, wall = sys.argv[1:4]
    reading, writing = _take_standard_streams()
    from grader.attempt.bootstrap import prepare

    prepare(world)
    _write_stack_at_the_end(stack, float(wall))
    from grader.attempt.child import main

    main.main(world, reading, writing)


def _take_standard_streams() -> tuple[int, int]:
    """Return copies of input and output, for the channel to the judge; print to the error stream from now on."""
    reading, writing = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(2, 1)
    return reading, writing


def _write_stack_at_the_end(stack: str, wall: float) -> None:
    """Write the stack to this file if the process crashes, or when its time is up, wall or CPU."""
    import faulthandler
    import signal

    file = os.open(stack, os.O_WRONLY)
    faulthandler.enable(file)
    faulthandler.dump_traceback_later(wall, file=file, exit=True)
    if hasattr(faulthandler, "register"):
        faulthandler.register(signal.SIGXCPU, file, all_threads=True, chain=True)
