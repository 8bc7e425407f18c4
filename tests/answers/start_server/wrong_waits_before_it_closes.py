"""Target: start_server

Mistake: gives requests five seconds and only then stops listening
Why: new connections are accepted all the while
Message: refuses new connections from the moment it is to stop
"""

import asyncio

from aiohttp import web


async def start_server(app, host, port):
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    return runner


async def stop_server(runner):
    await asyncio.sleep(5)
    await runner.cleanup()
