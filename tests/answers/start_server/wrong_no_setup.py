"""Target: start_server

Mistake: TCPSite without runner.setup()
Why: the runner has no server yet
Expected: RuntimeError: Call runner.setup() before making a site
Source: https://github.com/aio-libs/aiohttp/issues/2619
Message: Call runner.setup() before making a site
"""

from aiohttp import web

async def start_server(app, host, port):
    runner = web.AppRunner(app)
    await web.TCPSite(runner, host, port).start()
    return runner

async def stop_server(runner):
    await runner.cleanup()
