"""Target: TinyPool

Mistake: looks at the flag and puts the job into the queue in two steps
Why: a shutdown between the two puts the end before the job, which then never runs
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
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(fn(*args))
            except BaseException as error:
                future.set_exception(error)

    def submit(self, fn, *args):
        if self.closed:
            raise RuntimeError("closed")
        future = Future()
        self.jobs.put((future, fn, args))
        return future

    def shutdown(self, wait=True, cancel_futures=False):
        self.closed = True
        while cancel_futures:
            try:
                future, _, _ = self.jobs.get_nowait()
            except queue.Empty:
                break
            future.cancel()
            future.set_running_or_notify_cancel()
        for _ in self.threads:
            self.jobs.put(None)
        if wait:
            for thread in self.threads:
                thread.join()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.shutdown()
