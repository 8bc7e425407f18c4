"""Target: delegate

Mistake: asks sub, not iter(sub), for send, throw and close
Why: an iterable's iterator may be a generator
Message: simulate(last, delegate, tree,
"""

def delegate(sub):
    it = iter(sub)
    try: value = next(it)
    except StopIteration as s: return s.value
    while True:
        try: sent = yield value
        except GeneratorExit:
            if hasattr(sub, "close"): sub.close()
            raise
        except BaseException as e:
            if not hasattr(sub, "throw"): raise
            try: value = sub.throw(e)
            except StopIteration as s: return s.value
        else:
            try: value = next(it) if sent is None else sub.send(sent)
            except StopIteration as s: return s.value
