"""Target: lazy_map

Approach: fills the window up before each take, and counts what it holds
"""

from collections import deque
from concurrent.futures import ThreadPoolExecutor


def lazy_map(fn, iterable, workers, buffersize):
    with ThreadPoolExecutor(max_workers=workers) as pool:
        window, more = deque(), iter(iterable)
        try:
            while True:
                while more is not None and len(window) < buffersize:
                    try:
                        item = next(more)
                    except StopIteration:
                        more = None
                    else:
                        window.append(pool.submit(fn, item))
                if not window:
                    break
                yield window.popleft().result()
        finally:
            for future in window:
                future.cancel()
