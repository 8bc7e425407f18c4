from concurrent.futures import ThreadPoolExecutor

def download_all(fetch, urls, workers):
    results = []
    urls = iter(urls)
    with ThreadPoolExecutor(workers) as pool:
        while True:
            try:
                results.append(pool.submit(fetch, next(urls)).result())
            except StopIteration:
                pass
    return results
