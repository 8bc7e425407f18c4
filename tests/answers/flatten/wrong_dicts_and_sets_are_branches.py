"""Target: flatten

Mistake: asks for collections.abc.Iterable and excludes strings
Why: bytes, dicts and sets are leaves here: only lists and tuples are branches
Message: Only lists and tuples are branches.
"""

from collections.abc import Iterable

def flatten(tree):
    for node in tree:
        if isinstance(node, Iterable) and not isinstance(node, (str, bytes)):
            yield from flatten(node)
        else:
            yield node
