"""Target: delegate

Mistake: forwards send and close but not throw
Why: the exception is raised at the yield of the delegating generator; the subgenerator never
    gets the chance to handle it
Expected: KeyError escapes although sub handles it
Source: https://peps.python.org/pep-0380/ ;
    https://mikepietsch.com/tech/python/37.05-yield-from-delegating-to-a-sub-generator/
Message: got: "throw KeyError: raises KeyError('k')"
"""

def delegate(sub):
    it = iter(sub)
    try:
        x = next(it)
        while True:
            try:
                got = yield x
            except GeneratorExit:
                if hasattr(it, 'close'):
                    it.close()
                raise
            x = next(it) if got is None else it.send(got)
    except StopIteration as e:
        return e.value
