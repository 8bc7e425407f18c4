"""Target: download_all

Mistake: opens a new executor in a with block for every url
Why: leaving the with block is shutdown(wait=True), so each iteration waits for its only job
Expected: elapsed n x d, plus thread start-up per url
Source: https://github.com/equinor/ert/issues/4385 (a with-block pool per call blocks its
    caller)
Message: expected: 2 got: 1 from 0 s on
"""

from concurrent.futures import ThreadPoolExecutor

def download_all(fetch, urls, workers):
    fs = []
    for u in urls:
        with ThreadPoolExecutor(workers) as pool:
            fs.append(pool.submit(fetch, u))
    return [f.result() for f in fs]
