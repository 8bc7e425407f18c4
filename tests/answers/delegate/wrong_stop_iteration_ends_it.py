"""Target: delegate

Mistake: takes a StopIteration that is thrown in for the end of the iterator
Why: thrown in, it is an exception like others: RuntimeError comes out
Message: 'next', 'throw StopIteration'
"""

def delegate(sub):
    it = iter(sub)
    try: value = next(it)
    except StopIteration as s: return s.value
    while True:
        try: sent = yield value
        except GeneratorExit:
            if hasattr(it, "close"): it.close()
            raise
        except StopIteration as s:
            return s.value
        except BaseException as e:
            if not hasattr(it, "throw"): raise
            try: value = it.throw(e)
            except StopIteration as s: return s.value
        else:
            try: value = next(it) if sent is None else it.send(sent)
            except StopIteration as s: return s.value
