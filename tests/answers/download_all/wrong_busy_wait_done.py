"""Target: download_all

Mistake: spins on future.done() until every future is finished
Why: the loop competes with the workers for the GIL and burns a core while all of them sleep
Expected: right results, but about 0.4 s of CPU for 0.4 s of pure waiting
Source: https://github.com/scikit-hep/coffea/issues/97 (polling futures instead of waiting)
Message: spins on Future.done
"""

from concurrent.futures import ThreadPoolExecutor

def download_all(fetch, urls, workers):
    with ThreadPoolExecutor(workers) as pool:
        fs = [pool.submit(fetch, u) for u in urls]
        while not all(f.done() for f in fs):
            pass
        return [f.result() for f in fs]
