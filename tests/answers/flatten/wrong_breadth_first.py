"""Target: flatten

Mistake: a queue instead of a stack
Why: leaves come by their depth, not from left to right
Message: yields something else
"""

from collections import deque

def flatten(tree):
    todo = deque([tree])
    while todo:
        for node in todo.popleft():
            if isinstance(node, (list, tuple)):
                todo.append(node)
            else:
                yield node
