"""Target: delegate

Mistake: raises StopIteration(value) to return a value from a generator
Why: correct before 3.3 in other ways, an error since 3.7; `return value` is the only spelling
Expected: RuntimeError: generator raised StopIteration
Source: https://boohere.com/id/detail/246308.html (a translated answer that still recommends
    it); https://github.com/celery/kombu/pull/972
Message: raises RuntimeError
"""

def delegate(sub):
    it = iter(sub)
    while True:
        try:
            x = next(it)
        except StopIteration as e:
            raise StopIteration(e.value)
        got = yield x
        if got is not None:
            try:
                x = it.send(got)
            except StopIteration as e:
                raise StopIteration(e.value)
            yield x
