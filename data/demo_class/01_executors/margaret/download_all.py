from concurrent.futures import ThreadPoolExecutor

def download_all(fetch, urls, workers):
    with ThreadPoolExecutor(workers) as pool
        return list(pool.map(fetch, urls))
