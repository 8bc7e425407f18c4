"""Target: delegate

Mistake: `while True: yield next(it)` and trusts StopIteration to end the generator
Why: since 3.7 (PEP 479) a StopIteration that leaves a generator body becomes RuntimeError
Expected: RuntimeError: generator raised StopIteration after the last value
Source: https://github.com/pupil-labs/pupil/pull/1241 ;
    https://github.com/danielfm/pybreaker/pull/46
Message: raises RuntimeError
"""

def delegate(sub):
    it = iter(sub)
    got = None
    while True:
        got = yield (next(it) if got is None else it.send(got))
