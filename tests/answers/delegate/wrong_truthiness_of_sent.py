"""Target: delegate

Mistake: `if got: it.send(got) else: next(it)`
Why: 0, '' and False are values too; only None means next()
Expected: send(0) arrives as None in the subgenerator
Source: https://peps.python.org/pep-0380/ (the expansion tests `is None`)
Message: got: 'send 0: yields None (sub: gets None)'
"""

def delegate(sub):
    it = iter(sub)
    try:
        x = next(it)
    except StopIteration as e:
        return e.value
    while True:
        try:
            got = yield x
        except GeneratorExit:
            if hasattr(it, 'close'): it.close()
            raise
        except BaseException as e:
            if not hasattr(it, 'throw'): raise
            try:
                x = it.throw(e)
            except StopIteration as s:
                return s.value
        else:
            try:
                x = it.send(got) if got else next(it)
            except StopIteration as s:
                return s.value
