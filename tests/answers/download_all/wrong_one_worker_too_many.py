"""Target: download_all

Mistake: works in the calling thread as well as in `workers` others
Why: then one more than `workers` calls run at once
Message: runs no more than 2 fetch at once
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
                number, url = jobs.pop(0)
            try:
                results[number] = fetch(url)
            except Exception as error:
                errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    work()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results
