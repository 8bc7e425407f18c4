"""Target: as_they_finish

Mistake: get_nowait in a loop
Why: that is a busy wait
Message: waits by asking again and again
"""

from concurrent.futures import ThreadPoolExecutor
import queue


def as_they_finish(fetch, urls, workers):
    q = queue.Queue()
    urls = list(urls)
    errs = []

    def work(u):
        try:
            q.put((u, fetch(u), None))
        except Exception as e:
            q.put((u, None, e))

    with ThreadPoolExecutor(workers) as pool:
        for u in urls:
            pool.submit(work, u)
        n = len(urls)
        while n:
            try:
                u, v, e = q.get_nowait()
            except queue.Empty:
                continue
            n -= 1
            if e:
                raise e
            yield u, v
