"""Target: flatten

Approach: chain.from_iterable over a map, no generator function at all
"""

import itertools
def flatten(tree):
    def leaves(node):
        return flatten(node) if isinstance(node, (list, tuple)) else [node]
    return itertools.chain.from_iterable(map(leaves, tree))
