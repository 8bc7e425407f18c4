"""What makes a simulated world out of a process whose leaves are replaced."""

from grader.simulation import (
    carriers,
    coroutines,
    dates,
    kernel,
    loops,
    marks,
    order,
    selector,
    sockets,
    unhandled,
    visible,
    where,
)


def install():
    """Import the standard library's concurrency and install all that watches it."""
    where.learn_library_paths()
    dates.install()
    selector.install()
    order.install()
    loops.install()
    coroutines.install()
    visible.install()
    sockets.install()
    kernel.install()
    unhandled.install()
    marks.install()
    carriers.install()
