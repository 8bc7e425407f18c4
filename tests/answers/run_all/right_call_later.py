"""Target: run_all

Approach: callbacks on an asyncio loop: call_later for sleepers, call_soon for 0
"""

import asyncio

def run_all(gens):
    gens = list(gens)
    loop = asyncio.new_event_loop()
    results = {}
    error = []
    def step(i):
        try: s = gens[i].send(None)
        except StopIteration as e:
            results[i] = e.value
            if len(results) == len(gens): loop.stop()
        except BaseException as e:
            error.append(e); loop.stop()
        else:
            loop.call_later(s, step, i) if s else loop.call_soon(step, i)
    try:
        if not gens: return []
        for i in range(len(gens)): loop.call_soon(step, i)
        loop.run_forever()
    finally:
        loop.close()
    if error: raise error[0]
    return [results[i] for i in range(len(gens))]
