"""Target: main

Mistake: starts the server in a daemon thread and returns
Why: the program ends with its main thread, and the server with it
Message: It came to an end before that, exit code 0.
"""

import asyncio
import html
import threading

from aiohttp import web


def make_app(delay=0.5):
    async def index(request):
        await asyncio.sleep(delay)
        return web.Response(text="<h1>Index</h1>", content_type="text/html")

    async def hello(request):
        await asyncio.sleep(delay)
        return web.Response(text=f"<h1>hello, {html.escape(request.match_info['name'])}!</h1>", content_type="text/html")

    app = web.Application()
    app.add_routes([web.get("/", index), web.get("/hello/{name}", hello)])
    return app


def main(argv):
    port = int(argv[argv.index("--port") + 1])
    serve = lambda: web.run_app(make_app(), host="127.0.0.1", port=port, handle_signals=False)
    threading.Thread(target=serve, daemon=True).start()
    return 0
