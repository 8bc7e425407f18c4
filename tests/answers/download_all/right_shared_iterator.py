"""Target: download_all

Approach: threads that share one iterator over numbered urls (next on a list iterator is atomic)
"""

import threading


def download_all(fetch, urls, workers):
    it = iter(list(enumerate(urls)))
    out = {}
    errors = []

    def work():
        for i, u in it:
            try:
                out[i] = fetch(u)
            except BaseException as e:
                errors.append(e)
                return

    ts = [threading.Thread(target=work, daemon=True) for _ in range(workers)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    if errors:
        raise ExceptionGroup("x", errors) if len(errors) > 1 else errors[0]
    return [v for _, v in sorted(out.items())]
