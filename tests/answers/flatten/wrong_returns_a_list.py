"""Target: flatten

Mistake: builds and returns a list
Why: the function is to yield
Message: yields something else
Message: nothing; it returned [1, 2, 3, 4, 5, 6]
"""

def flatten(tree):
    leaves = []
    for node in tree:
        leaves += flatten(node) if isinstance(node, (list, tuple)) else [node]
    return leaves
