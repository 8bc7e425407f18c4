"""Target: serve_until

Mistake: runner.cleanup() without await
Why: it only makes a coroutine: nothing is cleaned up
Message: on_cleanup had not run
"""

from aiohttp import web


async def serve_until(app, port, stop):
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        await stop.wait()
    finally:
        runner.cleanup()
