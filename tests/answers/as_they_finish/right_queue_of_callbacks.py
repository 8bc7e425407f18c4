"""Target: as_they_finish

Approach: callbacks put finished futures into a queue
"""

import queue
from concurrent.futures import ThreadPoolExecutor


def as_they_finish(fetch, urls, workers):
    done, count = queue.SimpleQueue(), 0
    with ThreadPoolExecutor(workers) as pool:
        for url in urls:
            count += 1
            pool.submit(fetch, url).add_done_callback(lambda future, url=url: done.put((url, future)))
        for _ in range(count):
            url, future = done.get()
            yield url, future.result()
