"""Target: as_they_finish

Mistake: a thread for each url, whatever `workers` says
Why: nothing bounds the number of threads
Message: runs no more than 2 fetch at once
"""

import queue
import threading


def as_they_finish(fetch, urls, workers):
    done = queue.Queue()

    def work(url):
        try:
            done.put((url, fetch(url), None))
        except Exception as error:
            done.put((url, None, error))

    threads = [threading.Thread(target=work, args=(url,)) for url in urls]
    for thread in threads:
        thread.start()
    for _ in threads:
        url, result, error = done.get()
        if error is not None:
            raise error
        yield url, result
