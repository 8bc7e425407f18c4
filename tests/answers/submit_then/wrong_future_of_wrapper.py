"""Target: submit_then

Mistake: returns the future of a wrapper that swallows the value
Why: whoever holds the future wants the value of fn
Message: What you return is the future of fn.
"""

def submit_then(pool, fn, callback):
    def job():
        try:
            value = fn()
        except Exception as error:
            callback(None, error)
        else:
            callback(value, None)

    return pool.submit(job)
