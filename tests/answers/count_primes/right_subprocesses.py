"""Target: count_primes

Approach: threads that each wait for a new interpreter; its output is the number
"""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor


def count_primes(limits, workers):
    def count(limit):
        code = f"from primes import primes_below; print(primes_below({limit}))"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        return int(done.stdout)

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(count, limits))
