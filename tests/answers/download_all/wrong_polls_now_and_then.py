"""Target: download_all

Mistake: looks every 50 ms whether all is done
Why: it wakes up again and again, and notices the end too late
Message: returns when the last fetch has ended
"""

import time
from concurrent.futures import ThreadPoolExecutor


def download_all(fetch, urls, workers):
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(fetch, url) for url in urls]
        while not all(future.done() for future in futures):
            time.sleep(0.05)
        return [future.result() for future in futures]
