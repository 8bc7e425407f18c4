"""Target: TinyPool

Approach: a stack of jobs: whoever came last is served first, which nobody has ruled out
"""

import queue
import threading
from concurrent.futures import Future


class TinyPool:
    def __init__(self, workers):
        self.jobs, self.mutex, self.closed = queue.LifoQueue(), threading.Lock(), False
        self.left = threading.Semaphore(0)
        self.workers = [threading.Thread(target=self.serve) for _ in range(workers)]
        for worker in self.workers:
            worker.start()

    def serve(self):
        while self.left.acquire():
            try:
                future, fn, args = self.jobs.get_nowait()
            except queue.Empty:
                return
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(fn(*args))
                except BaseException as error:
                    future.set_exception(error)

    def submit(self, fn, *args):
        with self.mutex:
            if self.closed:
                raise RuntimeError("closed")
            future = Future()
            self.jobs.put((future, fn, args))
            self.left.release()
            return future

    def shutdown(self, wait=True, cancel_futures=False):
        with self.mutex:
            self.closed = True
            while cancel_futures and not self.jobs.empty():
                try:
                    future, _, _ = self.jobs.get_nowait()
                except queue.Empty:
                    break
                future.cancel()
                future.set_running_or_notify_cancel()
            self.left.release(len(self.workers))
        if wait:
            for worker in self.workers:
                worker.join()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.shutdown()
