"""Target: serve_until

Mistake: a time limit around the waiting
Why: the server ends although nobody asked it to
Message: serves until it is told to stop
"""

import asyncio
from contextlib import suppress

from aiohttp import web


async def serve_until(app, port, stop):
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), 60)
    finally:
        await runner.cleanup()
