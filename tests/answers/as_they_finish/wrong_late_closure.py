"""Target: as_they_finish

Mistake: the callback looks up the loop's variable when it runs
Why: by then the variable holds the last url
Message: yields something else
"""

import queue
from concurrent.futures import ThreadPoolExecutor


def as_they_finish(fetch, urls, workers):
    done, count = queue.Queue(), 0
    with ThreadPoolExecutor(workers) as pool:
        for url in urls:
            count += 1
            pool.submit(fetch, url).add_done_callback(lambda future: done.put((url, future)))
        for _ in range(count):
            got, future = done.get()
            yield got, future.result()
