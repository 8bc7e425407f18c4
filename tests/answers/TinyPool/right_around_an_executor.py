"""Target: TinyPool

Approach: CPython's executor inside, futures of its own outside
"""

from concurrent.futures import ThreadPoolExecutor, Future
import threading


class TinyPool:
    def __init__(self, workers):
        self._inner = ThreadPoolExecutor(workers)
        self._waiting = {}
        self._lock = threading.Lock()

    def submit(self, fn, *args):
        out = Future()

        def job():
            if not out.set_running_or_notify_cancel():
                return
            try:
                out.set_result(fn(*args))
            except BaseException as e:
                out.set_exception(e)

        with self._lock:
            self._inner.submit(job)
            self._waiting[id(out)] = out
        return out

    def shutdown(self, wait=True, cancel_futures=False):
        self._inner.shutdown(wait=False)
        if cancel_futures:
            with self._lock:
                for f in self._waiting.values():
                    f.cancel()
        if wait:
            self._inner.shutdown(wait=True)

    def __enter__(self):
        return self

    def __exit__(self, *a):
        self.shutdown(wait=True)
