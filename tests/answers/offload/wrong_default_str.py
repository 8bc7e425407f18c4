"""Target: offload

Mistake: json.dumps(default=str)
Why: a result that is no JSON becomes some text, with status 200
Message: a result that is no JSON becomes a status of 500
"""

import asyncio
import json

from aiohttp import web


def offload(blocking):
    async def handler(request):
        try:
            result = await asyncio.to_thread(blocking, request)
        except Exception:
            return web.Response(status=500)
        return web.Response(text=json.dumps(result, default=str), content_type="application/json")

    return handler
