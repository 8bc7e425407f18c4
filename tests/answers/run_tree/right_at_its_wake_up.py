"""Target: run_tree

Approach: a cancelled child gets GeneratorExit when it would have gone on anyway
"""

import heapq, itertools, time

class Node:
    cancelled = ended = False
    value = error = None

    def __init__(self, gen):
        self.gen, self.joiners = gen, []

def run_tree(gen):
    heap, tick = [], itertools.count()

    def push(node, seconds, how, what):
        heapq.heappush(heap, (time.monotonic() + seconds, next(tick), node, how, what))

    def settle(child, joiner):
        if child.cancelled:
            push(joiner, 0, "throw", RuntimeError("cancelled"))
        elif child.error:
            push(joiner, 0, "throw", child.error)
        else:
            push(joiner, 0, "send", child.value)

    def finish(node):
        node.ended = True
        for joiner in node.joiners:
            settle(node, joiner)

    root = Node(gen)
    push(root, 0, "send", None)
    while heap:
        when, _, node, how, what = heapq.heappop(heap)
        time.sleep(max(0, when - time.monotonic()))
        if node.ended:
            continue
        if node.cancelled:
            node.gen.close()
            finish(node)
            continue
        try:
            wish = getattr(node.gen, how)(what)
        except StopIteration as stop:
            node.value = stop.value
            finish(node)
            continue
        except Exception as error:
            node.error = error
            finish(node)
            continue
        if isinstance(wish, tuple) and wish[0] == "spawn":
            child = Node(wish[1])
            push(child, 0, "send", None)
            push(node, 0, "send", child)
        elif isinstance(wish, tuple) and wish[0] == "join":
            if wish[1].ended:
                settle(wish[1], node)
            else:
                wish[1].joiners.append(node)
        elif isinstance(wish, tuple):
            child = wish[1]
            if not child.ended:
                child.cancelled = True
                for other in list(heap):
                    if other[2] is child:
                        break
                else:
                    push(child, 0, "send", None)
            push(node, 0, "send", None)
        else:
            push(node, wish, "send", None)
    if root.error:
        raise root.error
    return root.value
