"""Target: download_all

Mistake: swaps in ProcessPoolExecutor and passes a local function
Why: the job travels to the child through pickle under every start method, fork included; a
    local function or an object that holds a lock can't be pickled
Expected: AttributeError/PicklingError "Can't pickle local object" (TypeError "cannot pickle
    '_thread.lock' object") from result()
Source: https://runebook.dev/en/docs/python/library/concurrent.futures/processpoolexecutor ;
    https://github.com/noxdafox/pebble/issues/146
Message: ProcessPoolExecutor cannot run in virtual time
"""

from concurrent.futures import ProcessPoolExecutor

def download_all(fetch, urls, workers):
    def job(u):
        return fetch(u)
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(job, urls))
