"""Turn a bare process into a simulated world: the leaves first, then all that watches the library.

Everything that blocks in CPython's ``threading``, ``queue``, ``concurrent.futures`` and ``asyncio``
ends in a handful of C functions.  `replace_leaves` replaces those in a child that was started with
``python -S``, before anything else is imported.  The standard library above them stays unmodified,
on every version.  (Replacing names in ``threading`` later is what breaks gevent with each new Python.)

`watch_library` comes after ``site``: it imports the standard library's concurrency and installs
scheduling points, selectors, sockets, dates and the notes on findings.  Imports stay inside these two
functions, since importing any of it sooner would capture genuine leaves.
"""

from __future__ import annotations

import _thread
import sys
import time

MUST_COME_LATER = ("threading", "queue", "functools", "selectors", "logging", "asyncio")

_installed = False


def replace_leaves() -> None:
    """Put the simulation's leaves in place.

    Raise RuntimeError when a module that captures the genuine leaves is loaded already.
    """
    global _installed  # noqa: PLW0603 (a process is simulated or is not)
    if _installed:
        return
    _check_that_it_is_early()
    from grader.simulation import clock, locks, queues, threads

    locks.replace(_thread)
    threads.replace(_thread)
    clock.replace(time)
    sys.modules["_queue"] = queues
    _check_that_it_is_early()
    _installed = True


def watch_library() -> None:
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
    event_loop.install_lock_notes()
    scheduling_points.install()
    io.install_sockets()
    io.install_wait_for_io()
    findings.install()
    world.install_observer()
    thread_cache.install()


def _check_that_it_is_early() -> None:
    loaded = [name for name in MUST_COME_LATER if name in sys.modules]
    if loaded:
        raise RuntimeError(
            f"the simulation must be installed before {', '.join(loaded)} is imported: "
            "start the child with python -S and install the leaves first"
        )
