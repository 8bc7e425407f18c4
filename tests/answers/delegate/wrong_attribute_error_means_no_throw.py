"""Target: delegate

Mistake: except AttributeError around the call, not only around the look-up
Why: an AttributeError of the subgenerator's own is lost
Message: misses_attributes
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
        except BaseException as e:
            try: value = it.throw(e)
            except AttributeError: raise e
            except StopIteration as s: return s.value
        else:
            try: value = next(it) if sent is None else it.send(sent)
            except StopIteration as s: return s.value
