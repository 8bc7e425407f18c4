"""Target: TinyPool

Mistake: looks whether there is a job, and takes it in a second step
Why: two workers may see the same last job; one of them finds the list empty, and dies
Message: loses the error of a thread
"""

import threading
from concurrent.futures import Future


class TinyPool:
    def __init__(self, workers):
        self.jobs, self.open = [], True
        self.wake = threading.Condition()
        self.threads = [threading.Thread(target=self.work) for _ in range(workers)]
        for thread in self.threads:
            thread.start()

    def work(self):
        while True:
            with self.wake:
                self.wake.wait_for(lambda: self.jobs or not self.open)
                if not self.jobs and not self.open:
                    return
            future, fn, args = self.jobs.pop(0)
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(fn(*args))
                except Exception as error:
                    future.set_exception(error)

    def submit(self, fn, *args):
        with self.wake:
            if not self.open:
                raise RuntimeError("closed")
            future = Future()
            self.jobs.append((future, fn, args))
            self.wake.notify()
            return future

    def shutdown(self, wait=True, cancel_futures=False):
        with self.wake:
            self.open = False
            while cancel_futures and self.jobs:
                future, _, _ = self.jobs.pop()
                future.cancel()
                future.set_running_or_notify_cancel()
            self.wake.notify_all()
        if wait:
            for thread in self.threads:
                thread.join()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.shutdown()
