"""Target: download_all

Approach: says a lot, on both streams, before, while and after it works; nobody asked it not to
"""

import logging
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger(__name__)
print("loaded", file=sys.stderr)


def download_all(fetch: Callable, urls: Iterable, workers: int = 4) -> list:
    """Download them all."""
    with ThreadPoolExecutor(workers, thread_name_prefix="download") as pool:
        logger.info("%d workers", workers)
        results = list(pool.map(fetch, urls))
    print(f"{len(results)} pages")
    return results


if __name__ == "__main__":
    print(download_all(str, range(3)))
