"""Target: submit_then

Approach: a wrapped job that calls back in the worker and hands value or exception on
"""

def submit_then(pool, fn, callback):
    def job():
        try:
            value = fn()
        except BaseException as error:
            told(None, error)
            raise
        told(value, None)
        return value

    def told(value, error):
        try:
            callback(value, error)
        except Exception as angry:
            print("callback raised", angry)

    return pool.submit(job)
