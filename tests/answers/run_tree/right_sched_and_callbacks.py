"""Target: run_tree

Approach: the standard library's sched; joiners are callbacks
"""

import time, sched
class Handle:
    def __init__(self): self.done, self.callbacks, self.outcome = False, [], None
    def set(self, kind, value):
        if self.done: return
        self.done, self.outcome = True, (kind, value)
        for cb in self.callbacks: cb(kind, value)
    def on_done(self, cb):
        if self.done: cb(*self.outcome)
        else: self.callbacks.append(cb)
def run_tree(gen):
    s = sched.scheduler()
    def start(g):
        h = Handle(); h.gen = g; h.dead = False
        s.enter(0, 0, step, (h, g.send, None))
        return h
    def step(h, fn, arg):
        if h.dead: return
        try: wish = fn(arg)
        except StopIteration as e: h.dead = True; h.set("value", e.value); return
        except Exception as e: h.dead = True; h.set("error", e); return
        if isinstance(wish, (int, float)): s.enter(wish, 0, step, (h, h.gen.send, None)); return
        verb, other = wish
        if verb == "spawn": s.enter(0, 0, step, (h, h.gen.send, start(other)))
        elif verb == "join":
            other.on_done(lambda kind, v: s.enter(0, 0, step, (h, h.gen.send if kind == "value" else h.gen.throw, v)))
        elif verb == "cancel":
            if not other.dead:
                other.dead = True; other.gen.close(); other.set("error", RuntimeError("cancelled"))
            s.enter(0, 0, step, (h, h.gen.send, None))
    root = start(gen)
    s.run()
    kind, value = root.outcome
    if kind == "error": raise value
    return value
