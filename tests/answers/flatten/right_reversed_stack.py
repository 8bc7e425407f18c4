"""Target: flatten

Approach: pops nodes from a reversed work list
"""

def flatten(tree):
    todo = list(reversed(tree))
    while todo:
        node = todo.pop()
        if isinstance(node, (list, tuple)):
            todo.extend(reversed(node))
        else:
            yield node
