"""Target: flatten

Mistake: a default list is made once, not for each call
Why: the second call yields the leaves of the first, too
Message: Each call yields the leaves of its own tree
"""

def flatten(tree, out=[]):
    for node in tree:
        if isinstance(node, (list, tuple)):
            flatten(node, out)
        else:
            out.append(node)
    return iter(out)
