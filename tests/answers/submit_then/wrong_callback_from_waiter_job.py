"""Target: submit_then

Mistake: submits a second job to the same pool that waits for the first and then calls the
    callback
Why: with one worker the order is luck, and with submit order reversed or a full pool the
    waiting job holds the worker that the first one needs
Expected: hangs for ever with a pool of one worker when the waiting job is picked first (here:
    it is submitted first)
Source: https://github.com/bshoshany/thread-pool/issues/95 (waiting on the same pool from inside
    a task)
Message: deadlock
"""

from concurrent.futures import Future

def submit_then(pool, fn, callback):
    box = Future()
    def wait_and_call():
        f = box.result()
        e = f.exception()
        callback(None if e else f.result(), e)
    pool.submit(wait_and_call)
    f = pool.submit(fn)
    box.set_result(f)
    return f
