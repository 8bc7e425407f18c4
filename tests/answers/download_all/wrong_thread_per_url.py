"""Target: download_all

Mistake: starts one thread per url and ignores `workers`
Why: nothing bounds the number of threads; with 10 000 urls this is 10 000 threads and as many
    open connections
Expected: 12 urls with workers=3 run 12 at once; exceptions end in threading.excepthook, not in
    the caller
Source: https://pythoncodecrack.com/handle-rate-limits-async-python-api-semaphores.html
    (unbounded fan-out gets HTTP 429)
Message: runs no more than 2 fetch at once
"""

import threading

def download_all(fetch, urls, workers):
    urls = list(urls)
    out = [None] * len(urls)
    def job(i, u):
        out[i] = fetch(u)
    ts = [threading.Thread(target=job, args=p) for p in enumerate(urls)]
    for t in ts: t.start()
    for t in ts: t.join()
    return out
