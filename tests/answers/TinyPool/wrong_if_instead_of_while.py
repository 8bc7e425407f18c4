"""Target: TinyPool

Mistake: looks once whether there is a job, and not again after it was woken
Why: another worker may have taken it
Message: IndexError
"""

import threading
from collections import deque
from concurrent.futures import Future


class TinyPool:
    def __init__(self, workers):
        self.jobs, self.closed = deque(), False
        self.cond = threading.Condition()
        self.threads = [threading.Thread(target=self.work, daemon=True) for _ in range(workers)]
        for t in self.threads:
            t.start()

    def work(self):
        while True:
            with self.cond:
                if not self.jobs and not self.closed:
                    self.cond.wait()
                if self.closed and not self.jobs:
                    return
                future, fn, args = self.jobs.popleft()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(fn(*args))
            except BaseException as error:
                future.set_exception(error)

    def submit(self, fn, *args):
        future = Future()
        with self.cond:
            if self.closed:
                raise RuntimeError("closed")
            self.jobs.append((future, fn, args))
            self.cond.notify()
        return future

    def shutdown(self, wait=True, cancel_futures=False):
        with self.cond:
            self.closed = True
            dropped = []
            if cancel_futures:
                dropped = list(self.jobs)
                self.jobs.clear()
            self.cond.notify_all()
        for future, _, _ in dropped:
            future.cancel()
            future.set_running_or_notify_cancel()
        if wait:
            for t in self.threads:
                t.join()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.shutdown()
