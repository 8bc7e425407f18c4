"""Target: flatten

Approach: itertools.chain over the flattened children
"""

import itertools

def flatten(tree):
    parts = (flatten(node) if isinstance(node, list) or isinstance(node, tuple) else (node,) for node in tree)
    yield from itertools.chain.from_iterable(parts)
