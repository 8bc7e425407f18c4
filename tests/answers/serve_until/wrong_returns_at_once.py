"""Target: serve_until

Mistake: starts the server and returns
Why: "until" is missing: nobody waits, nobody cleans up
Message: serves until it is told to stop
"""

from aiohttp import web


async def serve_until(app, port, stop):
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
