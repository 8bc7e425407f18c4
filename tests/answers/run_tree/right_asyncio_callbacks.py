"""Target: run_tree

Approach: callbacks on an asyncio loop; a future for each child
"""

import asyncio
def run_tree(gen):
    loop = asyncio.new_event_loop()
    live = set()
    class Child:
        def __init__(self, g):
            self.g, self.future, self.cancelled = g, loop.create_future(), False
            live.add(self)
            loop.call_soon(self.step, g.send, None)
        def end(self, value=None, error=None):
            live.discard(self)
            if error is not None: self.future.set_exception(error); self.future.exception()
            else: self.future.set_result(value)
            if not live: loop.stop()
        def step(self, fn, arg):
            if self.future.done(): return
            if self.cancelled:
                self.g.close()
                return self.end(error=RuntimeError("cancelled"))
            try: wish = fn(arg)
            except StopIteration as e: return self.end(e.value)
            except Exception as e: return self.end(error=e)
            if not isinstance(wish, tuple): loop.call_later(wish, self.step, self.g.send, None) if wish else loop.call_soon(self.step, self.g.send, None)
            elif wish[0] == "spawn": loop.call_soon(self.step, self.g.send, Child(wish[1]))
            elif wish[0] == "join":
                wish[1].future.add_done_callback(lambda f: self.step(self.g.throw, f.exception()) if f.exception() else self.step(self.g.send, f.result()))
            else:
                wish[1].cancelled = True
                loop.call_soon(wish[1].step, None, None)
                loop.call_soon(self.step, self.g.send, None)
    root = Child(gen)
    try: loop.run_forever()
    finally: loop.close()
    return root.future.result()
