"""Target: submit_then

Mistake: hands the callback over as it is
Why: add_done_callback calls it with one argument, the future
Message: goes another way
"""

def submit_then(pool, fn, callback):
    future = pool.submit(fn)
    future.add_done_callback(callback)
    return future
