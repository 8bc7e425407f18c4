"""Target: download_all

Mistake: workers append to one shared list
Why: list.append is atomic, so nothing is lost, but appends happen in completion order
Expected: all bodies are there, in the wrong order as soon as delays differ
Source: https://github.com/psf/requests-html/pull/531
Message: expected: ['A', 'B', 'C'] got: ['B', 'A', 'C']
"""

from concurrent.futures import ThreadPoolExecutor

def download_all(fetch, urls, workers):
    out = []
    with ThreadPoolExecutor(workers) as pool:
        fs = [pool.submit(lambda u=u: out.append(fetch(u))) for u in urls]
    for f in fs:
        f.result()
    return out
