"""The fork server: one thread, everything imported, forks a child for each attempt.

The fork server watches what it forked: the wall clock, the output (in bounded captures) and the end.  It
kills what stays behind, and tells the judge how each child ended.  It ends with the judge: when the judge's
end of the control socket closes, every child is killed.

In a sandbox, one process imports everything (`main_enclosed`) and forks a fork server for each submission.

Imports stay inside the functions: nothing may load ``threading`` before the leaves are replaced.
"""

import gc
import sys
from time import monotonic  # bound here, before the simulation replaces it: the real clock

from grader.attempt.bootstrap import import_all, prepare


def main() -> None:
    """Become the fork server that the command line describes: descriptor, world, what to import."""
    descriptor, world = _prepared()
    from grader.attempt.forkserver.supervisor import Supervisor

    freeze()
    Supervisor(descriptor, world, monotonic).serve()


def main_enclosed() -> None:
    """Become the process in a sandbox that starts fork servers; the command line is the same."""
    descriptor, world = _prepared()
    from grader.attempt.forkserver.enclosed import Starter

    freeze()
    Starter(descriptor, world, monotonic).serve()


def _prepared() -> tuple[int, str]:
    descriptor, world, *more = sys.argv[1:]
    prepare(world)
    import_all(*more)
    return int(descriptor), world


def freeze() -> None:
    """What all children share is nobody's garbage: a collection there is 10 ms faster."""
    gc.collect()
    gc.freeze()
