"""Target: flatten

Approach: a class that is its own iterator, with a stack of iterators
"""

class flatten:
    def __init__(self, tree):
        self.todo = [iter(tree)]
    def __iter__(self):
        return self
    def __next__(self):
        while self.todo:
            try:
                node = next(self.todo[-1])
            except StopIteration:
                self.todo.pop()
                continue
            if isinstance(node, (list, tuple)):
                self.todo.append(iter(node))
            else:
                return node
        raise StopIteration
