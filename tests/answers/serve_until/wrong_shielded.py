"""Target: serve_until

Mistake: shields itself from being cancelled
Why: what cannot be cancelled goes on serving
Message: on_cleanup had not run
"""

import asyncio

from aiohttp import web


async def serve(app, port, stop):
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await stop.wait()
    await runner.cleanup()


async def serve_until(app, port, stop):
    await asyncio.shield(serve(app, port, stop))
