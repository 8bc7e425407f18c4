"""Target: serve_until

Approach: try/finally around stop.wait()
Source: own construction
"""

from aiohttp import web

async def serve_until(app, port, stop):
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, '127.0.0.1', port).start()
        await stop.wait()
    finally:
        await runner.cleanup()
