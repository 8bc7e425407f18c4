"""Start the fork server: import everything, then serve.

`main` becomes the fork server itself.  `main_enclosed` becomes the launcher in a sandbox, which forks
a fork server for each submission.

The imports stay inside the functions: nothing may load ``threading`` before the leaves are replaced.
"""

import gc
import sys
from time import monotonic  # bound here, before the simulation replaces it: the real clock

from grader.attempt.child.bootstrap import import_all, prepare


def main() -> None:
    """Become the fork server that the command line describes: descriptor, world, what to import."""
    descriptor, world = _prepared()
    from grader.attempt.forkserver.supervisor import Supervisor

    freeze()
    Supervisor(descriptor, world, monotonic).serve()


def main_enclosed() -> None:
    """Become the launcher in a sandbox; the command line is the same as that of `main`."""
    descriptor, world = _prepared()
    from grader.attempt.forkserver.enclosed import Launcher

    freeze()
    Launcher(descriptor, world, monotonic).serve()


def freeze() -> None:
    """Exempt all objects that exist now from garbage collection.

    They are shared with every child, where a collection is 10 ms faster without them.
    """
    gc.collect()
    gc.freeze()


def _prepared() -> tuple[int, str]:
    descriptor, world, *more = sys.argv[1:]
    prepare(world)
    import_all(*more)
    return int(descriptor), world
