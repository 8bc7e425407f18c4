from concurrent.futures import ThreadPoolExecutor

def as_they_finish(fetch, urls, workers):
    urls = list(urls)
    with ThreadPoolExecutor(workers) as pool:
        yield from zip(urls, pool.map(fetch, urls))
