"""Target: submit_then

Approach: a future of its own, set by a job that calls the callback after
"""

from concurrent.futures import Future


def submit_then(pool, fn, callback):
    future = Future()

    def job():
        try:
            value = fn()
        except BaseException as error:
            future.set_exception(error)
            outcome = None, error
        else:
            future.set_result(value)
            outcome = value, None
        callback(*outcome)

    pool.submit(job)
    return future
