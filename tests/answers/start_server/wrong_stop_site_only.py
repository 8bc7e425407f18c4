"""Target: start_server

Mistake: stops the sites, never cleans up the runner
Why: site.stop() closes the listening socket only
Expected: on_cleanup handlers (database pools, client sessions) never run
Source: https://github.com/aio-libs/aiohttp/pull/7718 (the steps of a shutdown)
Message: runs the clean-up of the application
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
