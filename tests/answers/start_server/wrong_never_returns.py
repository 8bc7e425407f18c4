"""Target: start_server

Mistake: waits in start_server
Why: the caller never gets the runner
Message: simulate(a_day, start_server, stop_server)
"""

import asyncio

from aiohttp import web


async def start_server(app, host, port):
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    await asyncio.Event().wait()
    return runner


async def stop_server(runner):
    await runner.cleanup()
