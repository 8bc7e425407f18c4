"""Target: lazy_map

Mistake: makes room for another item before it yields
Why: the one it still holds has not been yielded yet
Message: holds 3 items that were pulled and not yet yielded; 2 may be
"""

import queue
import threading
from concurrent.futures import ThreadPoolExecutor


def lazy_map(fn, iterable, workers, buffersize):
    places = threading.Semaphore(buffersize)
    q = queue.Queue()
    pool = ThreadPoolExecutor(workers)
    END = object()

    def feed():
        it = iter(iterable)
        while True:
            places.acquire()
            try:
                x = next(it)
            except StopIteration:
                q.put(END)
                return
            q.put(pool.submit(fn, x))

    threading.Thread(target=feed, daemon=True).start()
    while (f := q.get()) is not END:
        r = f.result()
        places.release()
        yield r
    pool.shutdown()
