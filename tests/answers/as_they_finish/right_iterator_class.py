"""Target: as_they_finish

Approach: an iterator class over plain threads with a lock and a condition
"""

import threading


class as_they_finish:
    def __init__(self, fetch, urls, workers):
        self.fetch, self.todo = fetch, list(urls)[::-1]
        self.left = len(self.todo)
        self.ready, self.changed = [], threading.Condition()
        for _ in range(min(workers, self.left)):
            threading.Thread(target=self.work, daemon=True).start()

    def work(self):
        while True:
            with self.changed:
                if not self.todo:
                    return
                url = self.todo.pop()
            try:
                found = url, self.fetch(url), None
            except Exception as error:
                found = url, None, error
            with self.changed:
                self.ready.append(found)
                self.changed.notify()

    def __iter__(self):
        return self

    def __next__(self):
        if not self.left:
            raise StopIteration
        with self.changed:
            self.changed.wait_for(lambda: self.ready)
            url, value, error = self.ready.pop(0)
        self.left -= 1
        if error is not None:
            self.left = 0
            raise error
        return url, value
