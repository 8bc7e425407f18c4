"""Target: delegate

Mistake: runs the subgenerator to its end first, then yields the values
Why: a generator is meant to run in step with its consumer
Expected: sub has produced everything before the first value comes out; endless subgenerators
    hang
Source:
    https://engineersofai.com/docs/python/python-intermediate/functional-programming/generators-and-yield
    (interleaving of producer and consumer)
Message: got: "next: yields 'ready' (sub: gets None
"""

def delegate(sub):
    values = list(sub)
    for v in values:
        yield v
