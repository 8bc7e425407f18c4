"""The genuine functions of ``_thread`` and ``time``, kept before the simulation replaces them."""

import _thread
import time


class Real:
    """The genuine functions, for the scheduler and for the fork server."""

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
