"""Replace the leaf functions of ``_thread`` and ``time`` before anything imports them.

Everything that blocks in CPython's ``threading``, ``queue``, ``concurrent.futures`` and
``asyncio`` ends in a handful of C functions.  Replacing those, first, in a child started with
``python -S``, leaves the standard library above them unmodified, on every version.
(Replacing names in ``threading`` later is what breaks gevent with each new Python.)
"""

import _thread
import sys
import time

MUST_COME_LATER = ("threading", "queue", "functools", "selectors", "logging", "asyncio")


class Real:
    """The genuine functions, for the scheduler and for the warm parent."""

    allocate_lock = _thread.allocate_lock
    start_new_thread = _thread.start_new_thread
    stack_size = _thread.stack_size
    get_ident = _thread.get_ident
    sleep = time.sleep
    monotonic = time.monotonic
    monotonic_ns = time.monotonic_ns
    perf_counter = time.perf_counter
    perf_counter_ns = time.perf_counter_ns
    time_ns = time.time_ns
    gmtime = time.gmtime
    localtime = time.localtime
    strftime = time.strftime
    asctime = time.asctime
    time = time.time  # last: the name hides the module from here on


real = Real
installed = False


def install():
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
