"""Target: serve_until

Approach: looks at the event ten times a second, catches the cancellation and raises it again
"""

import asyncio

from aiohttp import web


async def serve_until(app, port, stop):
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "localhost", port).start()
    try:
        while not stop.is_set():
            await asyncio.sleep(0.1)
    except asyncio.CancelledError:
        await runner.cleanup()
        raise
    await runner.cleanup()
