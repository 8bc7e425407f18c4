"""The warm parent: one thread, everything imported, forks a child for each attempt.

It watches what it forked: the wall clock, the output (in bounded captures) and the end, kills
what stays behind, and tells the judge how it ended.  It takes its leave with the judge: when the
judge's end of the control socket closes, every child is killed.
"""

import gc
import sys
from time import monotonic  # bound here, before the simulation replaces it: the real clock

WARM = (
    "asyncio", "cloudpickle", "concurrent.futures.process", "concurrent.futures.thread",
    "grader.fakes", "multiprocessing.queues", "queue", "random", "shutil", "tempfile",
    "threading", "traceback",
)  # fmt: skip
TASKS = {"simulated": "grader.attempt.simulated", "real": "grader.attempt.recorded"}


def main() -> None:
    """Become the warm parent that the command line describes: descriptor, world, what to import."""
    descriptor, world, *heavy = sys.argv[1:]
    prepare(world)
    import_all(*heavy)
    from grader.attempt.supervisor import Supervisor

    freeze()
    Supervisor(int(descriptor), world, monotonic).serve()


def prepare(world: str) -> None:
    """Import the world, with the simulation's leaves in place where it is to be simulated."""
    if world == "simulated":
        from grader.simulation import install

        install.replace_leaves()
    import site

    site.main()
    if world == "simulated":
        from grader.simulation import install

        install.watch_library()
    import_all(*WARM, TASKS[world])


def import_all(*names: str) -> None:
    """Import these modules."""
    from importlib import import_module

    for name in names:
        import_module(name)


def freeze() -> None:
    """What all children share is nobody's garbage: a collection there is 10 ms faster."""
    gc.collect()
    gc.freeze()
