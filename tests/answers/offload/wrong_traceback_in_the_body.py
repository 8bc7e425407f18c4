"""Target: offload

Mistake: shows the traceback to the visitor
Why: it tells strangers how the program looks inside
Message: shows no visitor a traceback
"""

import asyncio
import traceback

from aiohttp import web


def offload(blocking):
    async def handler(request):
        try:
            return web.json_response(await asyncio.to_thread(blocking, request))
        except Exception:
            return web.Response(status=500, text=traceback.format_exc())

    return handler
