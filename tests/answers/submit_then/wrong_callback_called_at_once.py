"""Target: submit_then

Mistake: add_done_callback(callback(fut.result(), None)): calls it while registering
Why: result() blocks the caller, and the callback's return value (None) is what gets registered
Expected: submit_then blocks for the whole job; later TypeError 'NoneType' object is not
    callable, only logged
Source: https://github.com/joblib/joblib/issues/819 ;
    https://github.com/python/asyncio/issues/334
Message: expected: ['returned', ['callback', 'FN', None]]
"""

def submit_then(pool, fn, callback):
    f = pool.submit(fn)
    f.add_done_callback(callback(f.result(), None))
    return f
