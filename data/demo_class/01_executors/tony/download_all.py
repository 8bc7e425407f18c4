import os
import sys
from concurrent.futures import ThreadPoolExecutor

def download_all(fetch, urls, workers):
    with ThreadPoolExecutor(workers) as pool:
        results = list(pool.map(fetch, urls))
    sys.stdout.flush()
    os._exit(0)
    return results
