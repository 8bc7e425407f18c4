"""Target: TinyPool

Mistake: the queue belongs to the class
Why: then all pools share it, and one pool's workers take another's jobs
Message: Each pool has jobs and workers of its own.
"""

import queue, threading
from concurrent.futures import Future
from contextlib import suppress


class TinyPool:
    _jobs = queue.SimpleQueue()

    def __init__(self, workers):
        self._lock, self._open = threading.Lock(), True
        self._threads = [threading.Thread(target=self._work) for _ in range(workers)]
        for thread in self._threads:
            thread.start()

    def _work(self):
        while (job := self._jobs.get()) is not None:
            future, fn, args = job
            if future.set_running_or_notify_cancel():
                try:
                    value = fn(*args)
                except BaseException as error:
                    future.set_exception(error)
                else:
                    future.set_result(value)

    def submit(self, fn, *args):
        with self._lock:
            if not self._open:
                raise RuntimeError("this pool has been shut down")
            future = Future()
            self._jobs.put((future, fn, args))
            return future

    def shutdown(self, wait=True, cancel_futures=False):
        with self._lock:
            if self._open:
                self._open = False
                if cancel_futures:
                    self._cancel_waiting_jobs()
                for _ in self._threads:
                    self._jobs.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def _cancel_waiting_jobs(self):
        with suppress(queue.Empty):
            while True:
                future, *_ = self._jobs.get_nowait()
                future.cancel()
                future.set_running_or_notify_cancel()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.shutdown()
