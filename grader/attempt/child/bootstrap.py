"""Turn a bare process (``python -S``) into one in which attempts can run: import everything, in order.

The fork server prepares itself so, and so does a child where there is no fork (`main`).  In the simulated
world the leaves of the standard library are replaced before anything else is imported.  The imports stay
inside the functions, so that this module itself loads nothing but ``os`` and ``sys``.
"""

import os
import sys

NEEDED = (
    "asyncio", "cloudpickle", "concurrent.futures.process", "concurrent.futures.thread",
    "grader.fakes", "multiprocessing.queues", "queue", "random", "shutil", "tempfile",
    "threading", "traceback",
)  # fmt: skip
TASKS = {"simulated": "grader.attempt.child.simulated", "real": "grader.attempt.child.recorded"}


def prepare(world: str) -> None:
    """Import what every attempt in this world needs, "simulated" or "real"."""
    if world == "simulated":
        from grader.simulation import install

        install.replace_leaves()
    import site

    site.main()
    if world == "simulated":
        from grader.simulation import install

        install.watch_library()
    import_all(*NEEDED, TASKS[world])


def import_all(*names: str) -> None:
    """Import these modules."""
    from importlib import import_module

    for name in names:
        import_module(name)


def main() -> None:
    """Become the child that the command line describes: world, file for the stack, wall time in seconds."""
    world, stack, wall = sys.argv[1:4]
    reading, writing = _take_standard_streams()
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
