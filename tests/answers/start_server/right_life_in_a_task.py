"""Target: start_server

Approach: a task that lives as long as the server; the handle is a class of its own
"""

import asyncio

from aiohttp import web


class Server:
    def __init__(self, app, host, port):
        self.stop, self.ready = asyncio.Event(), asyncio.get_running_loop().create_future()
        self.life = asyncio.create_task(self.live(app, host, port))

    async def live(self, app, host, port):
        runner = web.AppRunner(app, access_log=None)
        try:
            await runner.setup()
            await web.TCPSite(runner, host, port).start()
            self.ready.set_result(None)
            await self.stop.wait()
        except OSError as error:
            self.ready.set_exception(error)
        finally:
            await runner.cleanup()


async def start_server(app, host, port):
    server = Server(app, host, port)
    await server.ready
    return server


async def stop_server(runner):
    runner.stop.set()
    await runner.life
