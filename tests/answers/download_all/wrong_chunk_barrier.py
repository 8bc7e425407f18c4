"""Target: download_all

Mistake: limits concurrency by handling the urls in chunks of `workers` and waiting for each
    chunk
Why: every chunk lasts as long as its slowest member; finished workers idle at the barrier
Expected: limit and order are right, but with alternating 0.2 s / 0.01 s fetches on 2 workers it
    takes 1.0 s instead of about 0.6 s
Source: https://github.com/mozilla/bigquery-etl/pull/812 and general batching advice in blog
    posts
Message: keeps 2 fetch going while there is work
"""

from concurrent.futures import ThreadPoolExecutor

def download_all(fetch, urls, workers):
    urls, out = list(urls), []
    with ThreadPoolExecutor(workers) as pool:
        for i in range(0, len(urls), workers):
            out.extend(list(pool.map(fetch, urls[i:i + workers])))
    return out
