"""Target: download_all

Approach: plain threads that take numbered urls from a queue; the last one in the stack goes first
"""

import threading


def download_all(fetch, urls, workers):
    jobs = list(enumerate(urls))
    results, errors, lock = [None] * len(jobs), [], threading.Lock()

    def work():
        while True:
            with lock:
                if not jobs:
                    return
                number, url = jobs.pop()
            try:
                results[number] = fetch(url)
            except Exception as error:
                with lock:
                    errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(min(workers, len(jobs)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results
