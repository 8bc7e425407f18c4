from concurrent.futures import ThreadPoolExecutor

def download_all(fetch, urls, workers):
    pool = ThreadPoolExecutor(workers)
    try:
        futures = [pool.submit(fetch, url) for url in urls]
        return [future.result() for future in futures]
    finally:
        pool.shutdown()
