"""Target: TinyPool

Approach: a semaphore counts what there is to take: a job or a goodbye
"""

import threading
from concurrent.futures import Future


class TinyPool:
    def __init__(self, workers):
        self._todo, self._count, self._guard = [], threading.Semaphore(0), threading.RLock()
        self._open = True
        self._crew = [threading.Thread(target=self._serve, name=f"tiny-{n}") for n in range(workers)]
        for thread in self._crew:
            thread.start()

    def _serve(self):
        while True:
            self._count.acquire()
            with self._guard:
                job = self._todo.pop(0) if self._todo else None
            if job is None:
                return
            job()

    def submit(self, fn, *args):
        future = Future()

        def job():
            if future.set_running_or_notify_cancel():
                try:
                    result = fn(*args)
                except BaseException as problem:
                    future.set_exception(problem)
                else:
                    future.set_result(result)

        job.future = future
        with self._guard:
            if not self._open:
                raise RuntimeError("the pool is closed")
            self._todo.append(job)
            self._count.release()
        return future

    def shutdown(self, wait=True, cancel_futures=False):
        with self._guard:
            self._open = False
            dropped = []
            if cancel_futures:
                dropped, self._todo[:] = self._todo[:], []
            self._count.release(len(self._crew))
        for job in dropped:
            job.future.cancel()
            job.future.set_running_or_notify_cancel()
        if wait:
            for thread in self._crew:
                thread.join()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.shutdown()
