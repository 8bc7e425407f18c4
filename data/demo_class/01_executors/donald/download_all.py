from concurrent.futures import ThreadPoolExecutor, as_completed

def download_all(fetch, urls, workers):
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(fetch, url) for url in urls]
        return [future.result() for future in as_completed(futures)]
