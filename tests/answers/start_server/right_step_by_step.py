"""Target: start_server

Approach: stops the sites itself, waits for the handlers, then cleans up
"""

from aiohttp import web


async def start_server(app, host, port):
    runner = web.AppRunner(app, handle_signals=False, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, host=host, port=port, reuse_address=True)
    await site.start()
    return runner, site


async def stop_server(runner):
    made, site = runner
    await site.stop()
    await made.shutdown()
    await made.cleanup()
