"""Target: download_all

Mistake: asks again and again, under a lock, whether fewer than `workers` calls run
Why: that is a busy wait, whatever protects what it looks at
Message: waits by asking again and again
"""

import threading


def download_all(fetch, urls, workers):
    urls, results, errors = list(urls), {}, []
    lock, running, threads = threading.Lock(), 0, []

    def work(number):
        nonlocal running
        try:
            results[number] = fetch(urls[number])
        except Exception as error:
            errors.append(error)
        with lock:
            running -= 1

    while len(threads) < len(urls):
        with lock:
            room = running < workers
            running += room
        if room:
            thread = threading.Thread(target=work, args=(len(threads),))
            threads.append(thread)
            thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return [results[number] for number in range(len(urls))]
