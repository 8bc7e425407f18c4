"""Target: flatten

Mistake: goes down one level only
Why: yield from node hands on the branches inside as they are
Message: got: [1, 2, 3, 4, [5, [6]]]
"""

def flatten(tree):
    for node in tree:
        if isinstance(node, (list, tuple)):
            yield from node
        else:
            yield node
