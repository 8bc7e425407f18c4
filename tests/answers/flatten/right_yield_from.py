"""Target: flatten

Approach: recursion with yield from, one test for both types
"""

def flatten(tree):
    if not isinstance(tree, (list, tuple)):
        yield tree
    else:
        for node in tree:
            yield from flatten(node)
