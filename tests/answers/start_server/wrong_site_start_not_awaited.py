"""Target: start_server

Mistake: site.start() without await
Why: nothing listens
Expected: ConnectionRefusedError; RuntimeWarning: coroutine 'TCPSite.start' was never awaited
Source: https://github.com/aio-libs/aiohttp/issues/2619 (which of the runner calls must be awaited)
Message: The first visitor was refused.
"""

from aiohttp import web

async def start_server(app, host, port):
    runner = web.AppRunner(app)
    await runner.setup()
    web.TCPSite(runner, host, port).start()
    return runner

async def stop_server(runner):
    await runner.cleanup()
