"""Target: offload

Mistake: keeps the first result for all that follow
Why: the function is there to be asked each time
Message: Each visitor gets an answer of their own
"""

import asyncio

from aiohttp import web


def offload(blocking):
    results = []

    async def handler(request):
        try:
            if not results:
                results.append(await asyncio.to_thread(blocking, request))
            return web.json_response(results[0])
        except Exception:
            return web.Response(status=500)

    return handler
