"""Target: submit_then

Mistake: the callback stands in the try whose except calls it, too
Why: when the callback itself raises, it is called twice
Message: still it is called once
"""

def submit_then(pool, fn, callback):
    def done(future):
        try:
            callback(future.result(), None)
        except Exception as error:
            callback(None, error)

    future = pool.submit(fn)
    future.add_done_callback(done)
    return future
