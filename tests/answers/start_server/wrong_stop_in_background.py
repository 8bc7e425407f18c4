"""Target: start_server

Mistake: stop_server starts the clean-up and returns
Why: the caller ends the program, and the clean-up with it
Message: stop_server returns when all is done
"""

import asyncio

from aiohttp import web

tasks = []


async def start_server(app, host, port):
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    return runner


async def stop_server(runner):
    tasks.append(asyncio.create_task(runner.cleanup()))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
