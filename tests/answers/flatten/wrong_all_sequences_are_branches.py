"""Target: flatten

Mistake: asks for Sequence: a range is one, too
Why: only lists and tuples are branches
Message: Only lists and tuples are branches
"""

from collections.abc import Sequence
def flatten(tree):
    for node in tree:
        if isinstance(node, Sequence) and not isinstance(node, (str, bytes)):
            yield from flatten(node)
        else:
            yield node
