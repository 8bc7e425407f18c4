"""Target: as_they_finish

Mistake: looks at all futures every 100 ms
Why: a pair is handed over when it is done, not at the next look
Message: hands over at other times
"""

import time
from concurrent.futures import ThreadPoolExecutor


def as_they_finish(fetch, urls, workers):
    with ThreadPoolExecutor(workers) as pool:
        waiting = [(url, pool.submit(fetch, url)) for url in urls]
        while waiting:
            for pair in [pair for pair in waiting if pair[1].done()]:
                waiting.remove(pair)
                yield pair[0], pair[1].result()
            time.sleep(0.1)
