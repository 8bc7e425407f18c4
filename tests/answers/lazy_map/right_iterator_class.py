"""Target: lazy_map

Approach: an iterator as a class
"""

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import islice


class lazy_map:
    def __init__(self, fn, iterable, workers, buffersize):
        self.fn, self.it, self.n = fn, iter(iterable), buffersize
        self.pool, self.window = ThreadPoolExecutor(workers), deque()

    def __iter__(self):
        return self

    def __next__(self):
        for x in islice(self.it, self.n - len(self.window)):
            self.window.append(self.pool.submit(self.fn, x))
        if not self.window:
            self.pool.shutdown()
            raise StopIteration
        return self.window.popleft().result()
