"""Target: run_tree

Mistake: drops the cancelled child without closing it
Why: its finally block has to run, and it learns of the end by GeneratorExit
Message: expected: ['clean'] got: []
"""

import heapq, itertools, time

class Node:
    ended = cancelled = False
    value = error = None

    def __init__(self, gen):
        self.gen, self.joiners = gen, []

KEPT = []

def run_tree(gen):
    heap, tick = [], itertools.count()
    nodes = KEPT

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
            finish(node, error=error)
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
                nodes.append(child.gen)
                finish(child, error=RuntimeError("cancelled"))
            push(node, 0, "send", None)
    if root.error:
        raise root.error
    return root.value
