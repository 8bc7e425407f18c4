"""Target: submit_then

Mistake: adds the callback, and calls it itself if the job is done by then
Why: add_done_callback does that already, so it is called twice
Message: 2 times, not once
"""


def submit_then(pool, fn, callback):
    def done(future):
        error = future.exception()
        callback(None if error else future.result(), error)

    future = pool.submit(fn)
    future.add_done_callback(done)
    if future.done():
        done(future)
    return future
