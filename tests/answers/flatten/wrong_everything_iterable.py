"""Target: flatten

Mistake: takes whatever can be iterated for a branch
Why: a string of one character contains itself, for ever
Message: RecursionError
"""

def flatten(tree):
    for node in tree:
        try:
            iter(node)
        except TypeError:
            yield node
        else:
            yield from flatten(node)
