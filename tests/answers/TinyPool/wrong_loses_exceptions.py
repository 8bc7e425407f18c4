"""Target: TinyPool

Mistake: does not catch the job's exception
Why: it ends the worker, and whoever waits for the future waits for ever
Message: deadlock
"""

import queue
import threading
from concurrent.futures import Future


class TinyPool:
    def __init__(self, workers):
        self.jobs = queue.Queue()
        self.closed = False
        self.threads = [threading.Thread(target=self.work) for _ in range(workers)]
        for thread in self.threads:
            thread.start()

    def work(self):
        while (job := self.jobs.get()) is not None:
            future, fn, args = job
            future.set_result(fn(*args))

    def submit(self, fn, *args):
        if self.closed:
            raise RuntimeError("closed")
        future = Future()
        self.jobs.put((future, fn, args))
        return future

    def shutdown(self, wait=True, cancel_futures=False):
        self.closed = True
        for _ in self.threads:
            self.jobs.put(None)
        if wait:
            for thread in self.threads:
                thread.join()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.shutdown()
