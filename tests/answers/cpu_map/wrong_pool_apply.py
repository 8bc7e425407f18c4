"""Target: cpu_map

Mistake: Pool.apply in a comprehension
Why: apply blocks until its one call is done
Expected: several processes exist, one works: 2 s instead of 0.5 s
Source: https://gptteams.ai/developer/Multiprocessing-Python-code-to-call-my-method-with-poolmapasyncget-is-not-working
Message: The first job waited three seconds for a second one
"""

import multiprocessing as mp

def cpu_map(fn, items, workers):
    with mp.Pool(workers) as pool:
        out = [pool.apply(fn, (x,)) for x in items]
        pool.close()
        pool.join()
    return out
