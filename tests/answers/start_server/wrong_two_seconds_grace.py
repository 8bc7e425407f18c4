"""Target: start_server

Mistake: shutdown_timeout=2: surely every request is over by then
Why: a request that takes longer is cancelled
Message: One of 10 s was lost.
"""

from aiohttp import web


async def start_server(app, host, port):
    runner = web.AppRunner(app, shutdown_timeout=2)
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    return runner


async def stop_server(runner):
    await runner.cleanup()
