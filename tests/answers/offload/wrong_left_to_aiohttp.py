"""Target: offload

Mistake: leaves what is raised to aiohttp
Why: that answers 500, but 504 for a TimeoutError (aiohttp 3.14), and what an HTTPException says
Message: The status for TimeoutError was 504.
"""

import asyncio

from aiohttp import web


def offload(blocking):
    async def handler(request):
        return web.json_response(await asyncio.to_thread(blocking, request))

    return handler
