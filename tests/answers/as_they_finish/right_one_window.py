"""Target: as_they_finish

Approach: never more futures than workers; the next url when one is done
"""

from concurrent.futures import ThreadPoolExecutor, wait, FIRST_COMPLETED


def as_they_finish(fetch, urls, workers):
    it = iter(urls)
    running = {}
    with ThreadPoolExecutor(workers) as pool:
        while True:
            for u in it:
                running[pool.submit(fetch, u)] = u
                if len(running) >= workers:
                    break
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for f in done:
                yield running.pop(f), f.result()
