"""Target: call_with_timeout

Approach: a pool that grows: idle workers are used again, stuck ones never waited for
"""

import queue
import threading
from concurrent.futures import Future


class Pool:
    """Grows: a stuck worker is never waited for."""

    def __init__(self):
        self.idle = []
        self.lock = threading.Lock()

    def submit(self, fn):
        f = Future()
        with self.lock:
            q = self.idle.pop() if self.idle else None
        if q is None:
            q = queue.SimpleQueue()
            threading.Thread(target=self.work, args=(q,), daemon=True).start()
        q.put((fn, f))
        return f

    def work(self, q):
        while True:
            fn, f = q.get()
            try:
                v = fn()
            except BaseException as e:
                with self.lock:
                    self.idle.append(q)
                f.set_exception(e)
            else:
                with self.lock:
                    self.idle.append(q)
                f.set_result(v)


P = Pool()


def call_with_timeout(fn, timeout):
    return P.submit(fn).result(timeout)
