"""Target: TinyPool

Mistake: puts one end mark into the queue for all workers
Why: only one of them gets it; the others wait for ever
Message: deadlock
"""

import queue
import threading
from concurrent.futures import Future


class TinyPool:
    def __init__(self, workers):
        self.jobs, self.lock, self.closed = queue.Queue(), threading.Lock(), False
        self.threads = [threading.Thread(target=self.work) for _ in range(workers)]
        for thread in self.threads:
            thread.start()

    def work(self):
        while (job := self.jobs.get()) is not None:
            future, fn, args = job
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(fn(*args))
                except BaseException as error:
                    future.set_exception(error)

    def submit(self, fn, *args):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            future = Future()
            self.jobs.put((future, fn, args))
            return future

    def shutdown(self, wait=True, cancel_futures=False):
        with self.lock:
            self.closed = True
            self.jobs.put(None)
        if wait:
            for thread in self.threads:
                thread.join()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.shutdown()
