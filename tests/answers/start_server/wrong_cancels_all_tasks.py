"""Target: start_server

Mistake: cancels every task but its own, "to be sure"
Why: the requests in flight are among them
Message: lets a request in flight finish
"""

import asyncio

from aiohttp import web


async def start_server(app, host, port):
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    return runner


async def stop_server(runner):
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        if "handle" in repr(task.get_coro()):
            task.cancel()
    await runner.cleanup()
