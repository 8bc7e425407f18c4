"""Target: flatten

Mistake: takes only lists for branches
Why: tuples are branches, too
Message: got: [1, 2, 3, (4, [5, [6]])]
"""

def flatten(tree):
    for node in tree:
        if isinstance(node, list):
            yield from flatten(node)
        else:
            yield node
