"""Target: TinyPool

Approach: a deque of jobs under a condition; threads are started when they are needed
"""

import threading
from collections import deque
from concurrent.futures import Future


class TinyPool:
    def __init__(self, workers):
        self.workers, self.threads, self.idle = workers, [], 0
        self.jobs, self.changed, self.closed = deque(), threading.Condition(), False

    def work(self):
        while True:
            with self.changed:
                self.idle += 1
                self.changed.wait_for(lambda: self.jobs or self.closed)
                self.idle -= 1
                if not self.jobs:
                    return
                future, fn, args = self.jobs.popleft()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(fn(*args))
            except Exception as error:
                future.set_exception(error)

    def submit(self, fn, *args):
        with self.changed:
            if self.closed:
                raise RuntimeError("cannot submit after shutdown")
            future = Future()
            self.jobs.append((future, fn, args))
            if len(self.threads) < self.workers and self.idle < len(self.jobs):
                self.threads.append(threading.Thread(target=self.work, daemon=True))
                self.threads[-1].start()
            self.changed.notify()
        return future

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self.changed:
            self.closed = True
            dropped = list(self.jobs) if cancel_futures else []
            if cancel_futures:
                self.jobs.clear()
            self.changed.notify_all()
        for future, _, _ in dropped:
            if future.cancel():
                future.set_running_or_notify_cancel()
        if wait:
            for thread in self.threads:
                thread.join()

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        self.shutdown(wait=True)
        return False
