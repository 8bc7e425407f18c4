"""Target: flatten

Mistake: remembers branches by id and visits each only once
Why: a branch that occurs twice has its leaves twice
Message: A branch counts as often as it occurs.
"""

def flatten(tree, seen=None):
    seen = set() if seen is None else seen
    for node in tree:
        if isinstance(node, (list, tuple)):
            if id(node) in seen:
                continue
            seen.add(id(node))
            yield from flatten(node, seen)
        else:
            yield node
