"""Target: start_server

Mistake: starts the site in a task and returns
Why: the server listens a little later: the first visitor is refused
Message: The first visitor was refused.
"""

import asyncio

from aiohttp import web

tasks = []


async def start_server(app, host, port):
    runner = web.AppRunner(app)
    await runner.setup()
    tasks.append(asyncio.create_task(web.TCPSite(runner, host, port).start()))
    return runner


async def stop_server(runner):
    await runner.cleanup()
