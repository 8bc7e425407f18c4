"""Target: serve_until

Mistake: swallows the cancellation and waits again
Why: a cancelled task has to end
Message: ends when its task is cancelled
"""

import asyncio

from aiohttp import web


async def serve_until(app, port, stop):
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    while not stop.is_set():
        try:
            await stop.wait()
        except asyncio.CancelledError:
            pass
    await runner.cleanup()
