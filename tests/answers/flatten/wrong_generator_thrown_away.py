"""Target: flatten

Mistake: calls itself without yield from
Why: the call makes a generator, which nobody runs
Message: got: [1]
"""

def flatten(tree):
    for node in tree:
        if isinstance(node, (list, tuple)):
            flatten(node)
        else:
            yield node
