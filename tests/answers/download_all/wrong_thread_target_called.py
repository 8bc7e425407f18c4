"""Target: download_all

Mistake: Thread(target=job(i, u)): the target is called while the Thread is built
Why: the call happens in the caller's thread; the thread gets target=None and ends at once
Expected: right results, elapsed n x d, every fetch in the main thread
Source: https://github.com/python/asyncio/issues/126 (same confusion of callable and call)
Message: expected: 2 got: 1 from 0 s on
"""

import threading

def download_all(fetch, urls, workers):
    urls = list(urls)
    out = [None] * len(urls)
    def job(i, u):
        out[i] = fetch(u)
    ts = [threading.Thread(target=job(i, u)) for i, u in enumerate(urls)]
    for t in ts: t.start()
    for t in ts: t.join()
    return out
