import queue
from concurrent.futures import ThreadPoolExecutor

def as_they_finish(fetch, urls, workers):
    finished = queue.Queue()
    with ThreadPoolExecutor(workers) as pool:
        urls = list(urls)
        for url in urls:
            pool.submit(fetch, url).add_done_callback(
                lambda future, url=url: finished.put((url, future)))
        for _ in urls:
            url, future = finished.get()
            yield url, future.result()
