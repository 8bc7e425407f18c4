"""Target: flatten

Approach: a stack of iterators instead of recursion: any depth
"""

def flatten(tree):
    stack = [iter(tree)]
    while stack:
        for node in stack[-1]:
            if isinstance(node, (list, tuple)):
                stack.append(iter(node))
                break
            yield node
        else:
            stack.pop()
