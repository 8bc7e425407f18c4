"""Target: download_all

Approach: a thread for each url, started when a condition says that fewer than `workers` run
"""

import threading


def download_all(fetch, urls, workers):
    cond = threading.Condition()
    running = 0
    out = {}
    errors = []
    ts = []

    def work(i, u):
        nonlocal running
        try:
            out[i] = fetch(u)
        except BaseException as e:
            errors.append(e)
        finally:
            with cond:
                running -= 1
                cond.notify()

    for i, u in enumerate(urls):
        with cond:
            cond.wait_for(lambda: running < workers)
            running += 1
        t = threading.Thread(target=work, args=(i, u))
        t.start()
        ts.append(t)
    for t in ts:
        t.join()
    if errors:
        raise errors[0]
    return [out[i] for i in sorted(out)]
