"""Target: run_tree

Approach: a deque of ready tasks and a heap of timers; cancelling takes effect at once
"""

import heapq, itertools, time
from collections import deque

class Task:
    def __init__(self, gen):
        self.gen, self.state, self.outcome, self.waiters, self.version = gen, "alive", None, [], 0

def run_tree(gen):
    ready, timers, tick = deque(), [], itertools.count()

    def schedule(task, method, *args):
        task.version += 1
        ready.append((task, task.version, method, args))

    def finish(task, state, outcome):
        task.state, task.outcome = state, outcome
        for waiter in task.waiters:
            deliver(task, waiter)

    def deliver(task, waiter):
        if task.state == "value":
            schedule(waiter, waiter.gen.send, task.outcome)
        else:
            schedule(waiter, waiter.gen.throw, task.outcome)

    root = Task(gen)
    schedule(root, gen.send, None)
    while ready or timers:
        if not ready:
            time.sleep(max(0, timers[0][0] - time.monotonic()))
        while timers and timers[0][0] <= time.monotonic():
            _, _, task, version = heapq.heappop(timers)
            if task.state == "alive" and task.version == version:
                schedule(task, task.gen.send, None)
        if not ready:
            continue
        task, version, method, args = ready.popleft()
        if task.state != "alive" or version != task.version:
            continue
        try:
            wish = method(*args)
        except StopIteration as stop:
            finish(task, "value", stop.value)
            continue
        except Exception as error:
            finish(task, "error", error)
            continue
        if not isinstance(wish, tuple):
            task.version += 1
            if wish:
                heapq.heappush(timers, (time.monotonic() + wish, next(tick), task, task.version))
            else:
                ready.append((task, task.version, task.gen.send, (None,)))
        elif wish[0] == "spawn":
            child = Task(wish[1])
            schedule(child, child.gen.send, None)
            schedule(task, task.gen.send, child)
        elif wish[0] == "join":
            if wish[1].state == "alive":
                wish[1].waiters.append(task)
            else:
                deliver(wish[1], task)
        else:
            child = wish[1]
            if child.state == "alive":
                child.gen.close()
                finish(child, "error", RuntimeError("cancelled"))
            schedule(task, task.gen.send, None)
    if root.state == "error":
        raise root.outcome
    return root.outcome
