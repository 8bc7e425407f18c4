"""Target: serve_until

Mistake: listens on every address of the machine
Why: 127.0.0.1 is for this machine alone
Message: accepted
"""

from aiohttp import web


async def serve_until(app, port, stop):
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "0.0.0.0", port).start()
        await stop.wait()
    finally:
        await runner.cleanup()
