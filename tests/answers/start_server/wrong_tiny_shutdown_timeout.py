"""Target: start_server

Mistake: shutdown_timeout=0.05 "for a fast stop"
Why: handlers in flight get that long and are then cancelled (and shutdown_timeout=0, often advised, means NO limit in aiohttp 3.14: ceil_timeout treats values <= 0 as None)
Expected: the client in flight loses its connection
Source: https://github.com/aio-libs/aiohttp/issues/8179 (advice to lower the timeout); https://github.com/aio-libs/aiohttp/issues/3638
Message: lets a request in flight finish
"""

from aiohttp import web

async def start_server(app, host, port):
    runner = web.AppRunner(app, shutdown_timeout=0.05)
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    return runner

async def stop_server(runner):
    await runner.cleanup()
