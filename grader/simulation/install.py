"""Turn a bare process into a simulated world: the leaves first, then all that watches the library.

Everything that blocks in CPython's ``threading``, ``queue``, ``concurrent.futures`` and ``asyncio``
ends in a handful of C functions.  `replace_leaves` replaces those in a child that was started with
``python -S``, before anything else is imported.  The standard library above them stays unmodified,
on every version.  (Replacing names in ``threading`` later is what breaks gevent with each new Python.)

`watch_library` comes after ``site``: it imports the standard library's concurrency and puts scheduling
points, selectors, sockets, dates and the notes on findings in place.  Imports stay inside these two
functions, since importing any of it sooner would capture genuine leaves.
"""

import _thread
import sys
import time

MUST_COME_LATER = ("threading", "queue", "functools", "selectors", "logging", "asyncio")

installed = False


def replace_leaves():
    """Put the simulation's leaves in place.

    Raises RuntimeError when a module that captures the genuine leaves is loaded already.
    """
    global installed  # noqa: PLW0603 (a process is simulated or is not)
    if installed:
        return
    _must_come_first()
    from grader.simulation import clock, locks, queues, threads

    locks.replace(_thread)
    threads.replace(_thread)
    clock.replace(time)
    sys.modules["_queue"] = queues
    _must_come_first()
    installed = True


def _must_come_first():
    loaded = [name for name in MUST_COME_LATER if name in sys.modules]
    if loaded:
        raise RuntimeError(
            f"the simulation must be installed before {', '.join(loaded)} is imported: "
            "start the child with python -S and install the leaves first"
        )


def watch_library():
    """Import the standard library's concurrency and install all that watches it."""
    from grader import source_files
    from grader.simulation import (
        clock,
        determinism,
        event_loop,
        findings,
        io,
        scheduling_points,
        thread_cache,
        world,
    )

    source_files.learn_standard_library()
    clock.install_dates()
    io.install_selectors()
    determinism.install()
    event_loop.install()
    event_loop.install_lock_holders()
    scheduling_points.install()
    io.install_sockets()
    io.install_wait_for_io()
    findings.install()
    world.install_observer()
    thread_cache.install()
