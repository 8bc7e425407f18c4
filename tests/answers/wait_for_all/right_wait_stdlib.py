"""Target: wait_for_all

Approach: concurrent.futures.wait
"""

from concurrent.futures import wait

def wait_for_all(fs, timeout):
    r = wait(fs, timeout)
    return r.done, r.not_done
