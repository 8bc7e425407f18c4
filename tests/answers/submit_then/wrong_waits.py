"""Target: submit_then

Mistake: waits for the result and then calls back itself
Why: submit_then returns at once; the caller has other things to do
Message: expected: ['returned', ['callback', 'FN', None]]
"""

def submit_then(pool, fn, callback):
    future = pool.submit(fn)
    try:
        value = future.result()
    except Exception as error:
        callback(None, error)
    else:
        callback(value, None)
    return future
