"""Target: delegate

Mistake: a for loop over the subgenerator
Why: a loop hands on the values, but nothing that comes back
Message: expected: "send 'hello': yields 'hello' (sub: gets 'hello')"
"""

def delegate(sub):
    for value in sub:
        yield value
