"""Target: wait_for_all

Approach: counts the callbacks down and waits for one event
"""

import threading


def wait_for_all(fs, timeout):
    fs, lock, over = set(fs), threading.Lock(), threading.Event()
    left = len(fs)
    if not fs:
        return set(), set()

    def tell(future):
        nonlocal left
        with lock:
            left -= 1
            if left == 0:
                over.set()

    for future in fs:
        future.add_done_callback(tell)
    over.wait(timeout)
    done = {future for future in fs if future.done()}
    return done, fs - done
