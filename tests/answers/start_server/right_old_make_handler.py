"""Target: start_server

Approach: as before aiohttp 2.3: the application makes the protocol factory, the loop makes the server
"""

import asyncio


async def start_server(app, host, port):
    handler = app.make_handler()
    app.freeze()
    await app.startup()
    server = await asyncio.get_running_loop().create_server(handler, host, port)
    return app, handler, server


async def stop_server(runner):
    app, handler, server = runner
    server.close()
    await app.shutdown()
    await handler.shutdown(60.0)
    await app.cleanup()
