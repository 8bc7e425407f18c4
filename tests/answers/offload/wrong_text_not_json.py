"""Target: offload

Mistake: str(result) as the body
Why: Python's spelling is no JSON
Message: the content type says JSON
"""

import asyncio

from aiohttp import web


def offload(blocking):
    async def handler(request):
        try:
            return web.Response(text=str(await asyncio.to_thread(blocking, request)))
        except Exception:
            return web.Response(status=500)

    return handler
