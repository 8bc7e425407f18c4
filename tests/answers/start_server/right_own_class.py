"""Target: start_server

Approach: the old protocol factory, loop.create_server, and an object of its own
"""

import asyncio

from aiohttp import web


class Running:
    def __init__(self, runner, server):
        self.runner, self.server = runner, server


async def start_server(app, host, port):
    runner = web.AppRunner(app, shutdown_timeout=30)
    await runner.setup()
    server = await asyncio.get_running_loop().create_server(runner.server, host, port)
    return Running(runner, server)


async def stop_server(runner):
    runner.server.close()
    await runner.runner.cleanup()
