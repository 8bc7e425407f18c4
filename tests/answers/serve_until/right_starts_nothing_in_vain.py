"""Target: serve_until

Approach: when it is over already nothing is started, so nothing has to be cleaned up; waits for a task
"""

import asyncio

from aiohttp import web


async def serve_until(app, port, stop):
    if stop.is_set():
        return
    runner = web.AppRunner(app)
    waiting = asyncio.ensure_future(stop.wait())
    try:
        await runner.setup()
        await web.TCPSite(runner, "localhost", port).start()
        await asyncio.wait({waiting})
    finally:
        waiting.cancel()
        await runner.cleanup()
