"""Target: delegate

Mistake: returns `stop.value or None`
Why: 0, '' and [] are values, too
Message: returns_what_it_gets
Message: expected: 'send 0: returns 0'
"""

def delegate(sub):
    it = iter(sub)
    try: value = next(it)
    except StopIteration as s: return s.value or None
    while True:
        try: sent = yield value
        except GeneratorExit:
            if hasattr(it, "close"): it.close()
            raise
        except BaseException as e:
            if not hasattr(it, "throw"): raise
            try: value = it.throw(e)
            except StopIteration as s: return s.value or None
        else:
            try: value = next(it) if sent is None else it.send(sent)
            except StopIteration as s: return s.value or None
