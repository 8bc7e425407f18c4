"""Target: download_all

Mistake: workers ask queue.empty() first and then wait in queue.get()
Why: another worker may take the last url between the two
Message: deadlock
"""

import queue
import threading


def download_all(fetch, urls, workers):
    jobs, results, errors = queue.Queue(), {}, []
    for job in enumerate(urls):
        jobs.put(job)
    count = jobs.qsize()

    def work():
        while not jobs.empty():
            number, url = jobs.get()
            try:
                results[number] = fetch(url)
            except Exception as error:
                errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return [results[number] for number in range(count)]
