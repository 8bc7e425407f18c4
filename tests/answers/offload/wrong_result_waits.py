"""Target: offload

Mistake: pool.submit(...).result() in a coroutine
Why: result() blocks the loop's thread
Message: The blocking call belongs into a thread.
"""

from concurrent.futures import ThreadPoolExecutor

from aiohttp import web

pool = ThreadPoolExecutor(4)


def offload(blocking):
    async def handler(request):
        try:
            return web.json_response(pool.submit(blocking, request).result())
        except Exception:
            return web.Response(status=500)

    return handler
