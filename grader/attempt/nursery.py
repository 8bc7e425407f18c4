"""Inside the sandbox: everything imported once, and from it a warm parent for each submission."""

import sys
from time import monotonic  # bound here, before the simulation replaces it: the real clock

from grader.attempt import zygote


def main() -> None:
    """Become the nursery that the command line describes: descriptor, world, what to import."""
    descriptor, world, *heavy = sys.argv[1:]
    zygote.prepare(world)
    zygote.import_all(*heavy)
    from grader.attempt.births import Births

    zygote.freeze()
    Births(int(descriptor), world, monotonic).serve()
