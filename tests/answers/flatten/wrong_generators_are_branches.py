"""Target: flatten

Mistake: takes a generator among the leaves for a branch
Why: only lists and tuples are branches
Message: a generator among the leaves stays as it is
"""

def flatten(tree):
    import types
    for n in tree:
        if isinstance(n, (list, tuple, types.GeneratorType)): yield from flatten(n)
        else: yield n
