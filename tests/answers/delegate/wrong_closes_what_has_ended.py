"""Target: delegate

Mistake: closes the iterator in a finally, however it ended
Why: yield from closes on GeneratorExit only
Message: simulate(last, delegate, closable,
"""

def delegate(sub):
    it = iter(sub)
    try:
        try: value = next(it)
        except StopIteration as s: return s.value
        while True:
            try: sent = yield value
            except GeneratorExit: raise
            except BaseException as e:
                if not hasattr(it, "throw"): raise
                try: value = it.throw(e)
                except StopIteration as s: return s.value
            else:
                try: value = next(it) if sent is None else it.send(sent)
                except StopIteration as s: return s.value
    finally:
        if hasattr(it, "close"): it.close()
