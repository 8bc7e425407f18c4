"""Target: offload

Mistake: takes an empty result for a failure
Why: None, 0 and [] are values
Message: answers every JSON value with 200
"""

import asyncio

from aiohttp import web


def offload(blocking):
    async def handler(request):
        try:
            result = await asyncio.to_thread(blocking, request)
            if not result:
                raise LookupError("nothing found")
            return web.json_response(result)
        except Exception:
            return web.Response(status=500)

    return handler
