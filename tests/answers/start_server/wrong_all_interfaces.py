"""Target: start_server

Mistake: forgets the host
Why: the server is open to the whole network
Message: nowhere else
"""

from aiohttp import web


async def start_server(app, host, port):
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, port=port).start()
    return runner


async def stop_server(runner):
    await runner.cleanup()
