"""Target: TinyPool

Approach: a thread for each job, and a semaphore that lets `workers` of them work
"""

import threading
from concurrent.futures import Future


class TinyPool:
    def __init__(self, workers):
        self.sem = threading.Semaphore(workers)
        self.lock = threading.RLock()
        self.ts = []
        self.fs = []
        self.closed = False

    def submit(self, fn, *args):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            f = Future()

            def run():
                with self.sem:
                    if not f.set_running_or_notify_cancel():
                        return
                    try:
                        r = fn(*args)
                    except BaseException as e:
                        f.set_exception(e)
                    else:
                        f.set_result(r)

            t = threading.Thread(target=run)
            self.ts.append(t)
            self.fs.append(f)
            t.start()
            return f

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self.lock:
            self.closed = True
            fs = list(self.fs)
        if cancel_futures:
            for f in fs:
                f.cancel()
        if wait:
            for t in self.ts:
                t.join()

    def __enter__(self):
        return self

    def __exit__(self, *e):
        self.shutdown()
        return False
