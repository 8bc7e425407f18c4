"""Target: run_tree

Mistake: a failed child is joined as if it had returned None
Why: its exception must come out at the join
Message: got: None
"""

import heapq, itertools, time

class Node:
    ended = cancelled = False
    value = error = None

    def __init__(self, gen):
        self.gen, self.joiners = gen, []

def run_tree(gen):
    heap, tick = [], itertools.count()

    def push(node, seconds, how, what):
        heapq.heappush(heap, (time.monotonic() + seconds, next(tick), node, how, what))

    def settle(child, joiner):
        if child.error:
            push(joiner, 0, "throw", child.error)
        else:
            push(joiner, 0, "send", child.value)

    def finish(node, value=None, error=None):
        node.ended, node.value, node.error = True, value, error
        for joiner in node.joiners:
            settle(node, joiner)

    root = Node(gen)
    push(root, 0, "send", None)
    while heap:
        when, _, node, how, what = heapq.heappop(heap)
        if node.ended:
            continue
        time.sleep(max(0, when - time.monotonic()))
        try:
            wish = getattr(node.gen, how)(what)
        except StopIteration as stop:
            finish(node, stop.value)
            continue
        except Exception as error:
            if node is root:
                raise
            finish(node)
            continue
        if not isinstance(wish, tuple):
            push(node, wish, "send", None)
        elif wish[0] == "spawn":
            child = Node(wish[1])
            push(child, 0, "send", None)
            push(node, 0, "send", child)
        elif wish[0] == "join":
            if wish[1].ended:
                settle(wish[1], node)
            else:
                wish[1].joiners.append(node)
        else:
            child = wish[1]
            if not child.ended:
                child.gen.close()
                finish(child, error=RuntimeError("cancelled"))
            push(node, 0, "send", None)
    if root.error:
        raise root.error
    return root.value
