"""Target: offload

Mistake: answers an error with status 200
Why: a client, a cache or a load balancer takes it for success
Message: an exception becomes a status of 500
"""

import asyncio

from aiohttp import web


def offload(blocking):
    async def handler(request):
        try:
            return web.json_response(await asyncio.to_thread(blocking, request))
        except Exception as error:
            return web.json_response({"error": str(error)})

    return handler
