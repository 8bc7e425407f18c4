"""Target: serve_until

Mistake: runs the server in a thread with asyncio.run
Why: an asyncio.Event belongs to one loop; cancelling the task does not reach the thread
Message: Look at
"""

import asyncio

from aiohttp import web


async def serve(app, port, stop):
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        await stop.wait()
    finally:
        await runner.cleanup()


async def serve_until(app, port, stop):
    await asyncio.to_thread(asyncio.run, serve(app, port, stop))
