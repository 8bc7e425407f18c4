"""Target: flatten

Mistake: leaves out leaves that are false
Why: 0, None and "" are leaves like any other
Message: A leaf may be false.
"""

def flatten(tree):
    for node in tree:
        if isinstance(node, (list, tuple)):
            yield from flatten(node)
        elif node:
            yield node
