"""Target: sharded

Approach: loops that run for ever, and run_coroutine_threadsafe
"""

import asyncio, threading
def sharded(fetch, urls, loops):
    rings = [asyncio.new_event_loop() for _ in range(loops)]
    threads = [threading.Thread(target=l.run_forever) for l in rings]
    for t in threads: t.start()
    try:
        fs = [asyncio.run_coroutine_threadsafe(fetch(u), rings[n % loops]) for n, u in enumerate(urls)]
        return [f.result() for f in fs]
    finally:
        for l in rings: l.call_soon_threadsafe(l.stop)
        for t in threads: t.join()
        for l in rings: l.close()
