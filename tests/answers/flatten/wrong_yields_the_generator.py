"""Target: flatten

Mistake: yields the inner generator instead of delegating to it
Why: yield hands on the generator itself; yield from hands on what it yields
Message: generator object flatten
"""

def flatten(tree):
    for node in tree:
        if isinstance(node, (list, tuple)):
            yield flatten(node)
        else:
            yield node
