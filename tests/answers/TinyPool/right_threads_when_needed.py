"""Target: TinyPool

Approach: starts a thread only when none is idle; one condition over a list
"""

import threading, queue
from concurrent.futures import Future


class TinyPool:
    def __init__(self, workers):
        self.max = workers
        self.idle = 0
        self.threads = []
        self.jobs = []
        self.closed = False
        self.mutex = threading.Lock()
        self.wake = threading.Condition(self.mutex)

    def _run(self):
        while True:
            with self.mutex:
                self.idle += 1
                self.wake.wait_for(lambda: self.jobs or self.closed)
                self.idle -= 1
                if not self.jobs:
                    return
                fut, fn, args = self.jobs.pop(0)
            if fut.set_running_or_notify_cancel():
                try:
                    fut.set_result(fn(*args))
                except Exception as e:
                    fut.set_exception(e)
            del fut

    def submit(self, fn, *args):
        with self.mutex:
            if self.closed:
                raise RuntimeError("cannot schedule new futures after shutdown")
            fut = Future()
            self.jobs.append((fut, fn, args))
            if self.idle < len(self.jobs) and len(self.threads) < self.max:
                t = threading.Thread(target=self._run)
                self.threads.append(t)
                t.start()
            self.wake.notify()
            return fut

    def shutdown(self, wait=True, cancel_futures=False):
        with self.mutex:
            self.closed = True
            dropped, self.jobs = (self.jobs, []) if cancel_futures else ([], self.jobs)
            self.wake.notify_all()
        for fut, *_ in dropped:
            fut.cancel() and fut.set_running_or_notify_cancel()
        if wait:
            for t in self.threads:
                t.join()

    def __enter__(self):
        return self

    def __exit__(self, *e):
        self.shutdown()
