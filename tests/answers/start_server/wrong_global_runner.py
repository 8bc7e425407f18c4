"""Target: start_server

Mistake: keeps the runner in a global variable
Why: the second server overwrites the first
Message: stops the server that it was asked to stop
"""

from aiohttp import web

current = None


async def start_server(app, host, port):
    global current
    current = web.AppRunner(app)
    await current.setup()
    await web.TCPSite(current, host, port).start()
    return current


async def stop_server(runner):
    await current.cleanup()
