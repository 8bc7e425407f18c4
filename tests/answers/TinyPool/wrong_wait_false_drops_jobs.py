"""Target: TinyPool

Mistake: shutdown(wait=False) lets the workers leave at once
Why: not waiting is not the same as not working: jobs that were accepted still run
Message: deadlock
"""

import threading
from collections import deque
from concurrent.futures import Future


class TinyPool:
    def __init__(self, workers):
        self.jobs, self.changed, self.closed, self.quick = deque(), threading.Condition(), False, False
        self.threads = [threading.Thread(target=self.work) for _ in range(workers)]
        for thread in self.threads:
            thread.start()

    def work(self):
        while True:
            with self.changed:
                self.changed.wait_for(lambda: self.jobs or self.closed)
                if self.quick or not self.jobs:
                    return
                future, fn, args = self.jobs.popleft()
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(fn(*args))
                except BaseException as error:
                    future.set_exception(error)

    def submit(self, fn, *args):
        with self.changed:
            if self.closed:
                raise RuntimeError("closed")
            future = Future()
            self.jobs.append((future, fn, args))
            self.changed.notify()
            return future

    def shutdown(self, wait=True, cancel_futures=False):
        with self.changed:
            self.closed, self.quick = True, not wait
            while cancel_futures and self.jobs:
                future, _, _ = self.jobs.pop()
                future.cancel()
                future.set_running_or_notify_cancel()
            self.changed.notify_all()
        if wait:
            for thread in self.threads:
                thread.join()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.shutdown()
