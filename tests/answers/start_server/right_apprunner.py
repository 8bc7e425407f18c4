"""Target: start_server

Approach: AppRunner + TCPSite, runner.cleanup()
Source: own construction
"""

from aiohttp import web

async def start_server(app, host, port):
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    return runner

async def stop_server(runner):
    await runner.cleanup()
