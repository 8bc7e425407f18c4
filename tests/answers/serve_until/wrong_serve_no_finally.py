"""Target: serve_until

Mistake: cleanup after `await stop.wait()`, without try/finally
Why: cancellation (Ctrl-C, TaskGroup) jumps over it
Expected: on_cleanup not run and port open after cancel
Source: https://github.com/aio-libs/aiohttp/issues/8448
Message: The task was cancelled, and on_cleanup had not run.
"""

from aiohttp import web

async def serve_until(app, port, stop):
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, '127.0.0.1', port).start()
    await stop.wait()
    await runner.cleanup()
