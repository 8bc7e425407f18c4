"""Target: arrival_times

Mistake: lets a pool sleep and looks at the clock
Why: a prediction waits for nothing
Message: Predict the times; wait for nothing.
"""

import time
from concurrent.futures import ThreadPoolExecutor, as_completed


def arrival_times(durations, workers, how):
    start = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        if how == "map":
            done = pool.map(time.sleep, durations)
        else:
            done = as_completed([pool.submit(time.sleep, each) for each in durations])
        return [round(time.perf_counter() - start, 6) for _ in done]
