"""Target: start_server

Mistake: web.run_app in a coroutine
Why: it wants to run a loop of its own, and never returns
Message: Cannot run the event loop while another loop is running
"""

from aiohttp import web


async def start_server(app, host, port):
    runner = web.AppRunner(app)
    web.run_app(app, host=host, port=port)
    return runner


async def stop_server(runner):
    await runner.cleanup()
