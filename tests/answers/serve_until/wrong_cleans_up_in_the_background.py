"""Target: serve_until

Mistake: starts the clean-up as a task and returns
Why: who awaits serve_until goes on while the application is still in use
Message: the application is cleaned up when it ends
"""

import asyncio

from aiohttp import web

background = set()


async def serve_until(app, port, stop):
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        await stop.wait()
    finally:
        background.add(asyncio.create_task(runner.cleanup()))
