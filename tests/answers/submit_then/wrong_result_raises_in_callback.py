"""Target: submit_then

Mistake: asks for result() in the callback without thinking of errors
Why: result() raises there, in the worker's thread, where only a log hears of it
Message: got: ['returned']
"""

def submit_then(pool, fn, callback):
    future = pool.submit(fn)
    future.add_done_callback(lambda done: callback(done.result(), None))
    return future
