"""Target: download_all

Mistake: workers share an index and raise it without a lock
Why: two workers may read the same index, and both fetch the same url
Message: calls fetch 3 times
"""

import threading


def download_all(fetch, urls, workers):
    urls = list(urls)
    results, errors, next_one = [None] * len(urls), [], [0]

    def work():
        while True:
            mine = next_one[0]
            next_one[0] = mine + 1
            if mine >= len(urls):
                return
            try:
                results[mine] = fetch(urls[mine])
            except Exception as error:
                errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results
