"""Target: start_server

Mistake: cleans up the application before the server stops
Why: the request in flight finds the database closed
Message: cleans up when the last request has finished
"""

from aiohttp import web


async def start_server(app, host, port):
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    return runner


async def stop_server(runner):
    for site in list(runner.sites):
        await site.stop()
    await runner.app.cleanup()
    await runner.shutdown()
    await runner.cleanup()
