"""Target: download_all

Mistake: holds one lock around the whole fetch to "make it thread safe"
Why: the slow part is inside the critical section, so only one thread is ever in fetch
Expected: elapsed n x d, peak concurrency 1, although a pool of the right size is used
Source: https://github.com/agent0ai/agent-zero/issues/1355 (a lock around slow calls serialises
    everything)
Message: expected: 2 got: 1 from 0 s on
"""

import threading
from concurrent.futures import ThreadPoolExecutor

def download_all(fetch, urls, workers):
    lock = threading.Lock()
    def job(u):
        with lock:
            return fetch(u)
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(job, urls))
