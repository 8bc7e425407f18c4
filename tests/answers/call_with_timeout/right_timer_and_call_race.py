"""Target: call_with_timeout

Approach: a timer and the call, and the first of them says what happened
"""

import threading
from concurrent.futures import Future


def call_with_timeout(fn, timeout):
    f = Future()
    once = threading.Lock()

    def finish(method, v):
        if once.acquire(blocking=False):
            method(v)

    def run():
        try:
            finish(f.set_result, fn())
        except BaseException as e:
            finish(f.set_exception, e)

    t = threading.Timer(timeout, finish, (f.set_exception, TimeoutError("late")))
    t.daemon = True
    t.start()
    threading.Thread(target=run, daemon=True).start()
    try:
        return f.result()
    finally:
        t.cancel()
