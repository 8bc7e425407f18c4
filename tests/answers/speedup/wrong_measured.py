"""Target: speedup

Mistake: sleeps instead of thinking
Why: it is a prediction, and is to cost nothing
Message: It is a prediction: nothing has to wait.
"""

import time
from concurrent.futures import ThreadPoolExecutor


def speedup(durations, workers):
    start = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(time.sleep, durations))
    elapsed = time.perf_counter() - start
    return sum(durations) / elapsed if elapsed > 1e-6 else 1.0
