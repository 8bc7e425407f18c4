"""Target: download_all

Approach: a thread per url, throttled by a semaphore taken before the thread starts
"""

import threading

def download_all(fetch, urls, workers):
    gate, out, bad, threads = threading.Semaphore(workers), {}, [], []

    def job(i, u):
        try:
            out[i] = fetch(u)
        except BaseException as e:
            bad.append(e)
        finally:
            gate.release()

    for i, u in enumerate(urls):
        gate.acquire()
        t = threading.Thread(target=job, args=(i, u))
        threads.append(t)
        t.start()
    for t in threads:
        t.join()
    if bad:
        raise bad[0]
    return [out[i] for i in range(len(threads))]
