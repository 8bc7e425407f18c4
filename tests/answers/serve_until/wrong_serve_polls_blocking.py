"""Target: serve_until

Mistake: while not stop.is_set(): time.sleep(...)
Why: blocks the loop that should serve
Expected: no request is answered, stop can't be set by another task
Source: https://docs.bswen.com/blog/2026-04-20-time-sleep-vs-asyncio-sleep
Message: While it serves, other tasks of the loop have to run.
"""

import time
from aiohttp import web

async def serve_until(app, port, stop):
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, '127.0.0.1', port).start()
    end = time.monotonic() + 4
    try:
        while not stop.is_set() and time.monotonic() < end:
            time.sleep(0.1)
    finally:
        await runner.cleanup()
