"""Target: offload

Mistake: wait_for with thirty seconds, which nobody asked for
Why: a slow result is a result
Message: answers the result, however long it takes
"""

import asyncio

from aiohttp import web


def offload(blocking):
    async def handler(request):
        try:
            return web.json_response(await asyncio.wait_for(asyncio.to_thread(blocking, request), 30))
        except Exception:
            return web.Response(status=500)

    return handler
