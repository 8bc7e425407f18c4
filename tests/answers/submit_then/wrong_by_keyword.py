"""Target: submit_then

Mistake: calls callback(value=…, error=…)
Why: the promise is callback(value, None): what the callback calls its parameters is its own affair
Message: still it is called once
"""


def submit_then(pool, fn, callback):
    def done(future):
        error = future.exception()
        callback(value=None if error else future.result(), error=error)

    future = pool.submit(fn)
    future.add_done_callback(done)
    return future
