"""Target: download_all

Mistake: joins each thread with a short timeout and takes what is there
Why: Thread.join(timeout) returns None in both cases; whether it timed out must be asked with
    is_alive()
Expected: returns while downloads are still running, with None for the slow ones; threads left
    running
Source: https://github.com/python/cpython/issues/85860 (timeouts that do not stop the work)
Message: returns when the last fetch has ended
"""

import threading

def download_all(fetch, urls, workers):
    urls = list(urls)
    out = [None] * len(urls)
    gate = threading.Semaphore(workers)
    def job(i, u):
        with gate:
            out[i] = fetch(u)
    ts = [threading.Thread(target=job, args=p) for p in enumerate(urls)]
    for t in ts: t.start()
    for t in ts: t.join(timeout=0.02)
    return out
