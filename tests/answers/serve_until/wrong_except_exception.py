"""Target: serve_until

Mistake: cleans up in `except Exception`
Why: CancelledError is a BaseException since Python 3.8
Message: The task was cancelled, and on_cleanup had not run.
"""

from aiohttp import web


async def serve_until(app, port, stop):
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        await stop.wait()
    except Exception:
        pass
    await runner.cleanup()
