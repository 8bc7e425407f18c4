"""Target: delegate

Approach: a class on collections.abc.Generator, with a state of its own
"""

import collections.abc

class delegate(collections.abc.Generator):
    def __init__(self, sub):
        self.sub, self.it, self.state = sub, None, "new"
    def _finish(self):
        self.state = "done"
    def _step(self, fn, *args):
        self.running = True
        try:
            return fn(*args)
        except BaseException:
            self._finish()
            raise
        finally:
            self.running = False
    running = False
    def send(self, value):
        if self.running: raise ValueError("generator already executing")
        if self.state == "new":
            if value is not None:
                raise TypeError("can't send non-None value to a just-started generator")
            self.state = "open"
            def start():
                self.it = iter(self.sub)
                return next(self.it)
            return self._step(start)
        if self.state == "done":
            raise StopIteration
        if value is None:
            return self._step(next, self.it)
        return self._step(lambda: self.it.send(value))
    def throw(self, typ, val=None, tb=None):
        error = typ if val is None else val
        if isinstance(error, type): error = error()
        if self.state != "open":
            self._finish()
            raise error
        if isinstance(error, GeneratorExit):
            self._finish()
            close = getattr(self.it, "close", None)
            if close: close()
            raise error
        method = getattr(self.it, "throw", None)
        if method is None:
            self._finish()
            if isinstance(error, StopIteration):
                raise RuntimeError("generator raised StopIteration")
            raise error
        return self._step(method, error)
    def close(self):
        if self.state != "open":
            self._finish(); return
        try:
            self.throw(GeneratorExit())
        except (GeneratorExit, StopIteration):
            pass
        else:
            raise RuntimeError("generator ignored GeneratorExit")
