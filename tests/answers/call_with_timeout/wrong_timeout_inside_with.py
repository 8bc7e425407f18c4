"""Target: call_with_timeout

Mistake: uses result(timeout) inside a with block
Why: TimeoutError is raised in time, but leaving the block is shutdown(wait=True), which joins
    the stuck thread first
Expected: TimeoutError, but only after fn has finished (1.2 s instead of 0.2 s)
Source: https://github.com/marin-community/marin/pull/2769 ;
    https://github.com/steveyeow/Feynman/pull/136
Message: got: 5 s
"""

from concurrent.futures import ThreadPoolExecutor

def call_with_timeout(fn, timeout):
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(fn).result(timeout)
