"""Target: serve_until

Approach: an exit stack that cleans up, shielded from a second cancellation
"""

from contextlib import AsyncExitStack

from aiohttp import web


async def serve_until(app, port, stop):
    async with AsyncExitStack() as stack:
        runner = web.AppRunner(app)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        site = web.TCPSite(runner, host="127.0.0.1", port=port)
        await site.start()
        await stop.wait()
