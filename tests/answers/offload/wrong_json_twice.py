"""Target: offload

Mistake: dumps what json_response dumps again
Why: the client gets a string with JSON in it
Message: the body is the result as JSON
"""

import asyncio
import json

from aiohttp import web


def offload(blocking):
    async def handler(request):
        try:
            return web.json_response(json.dumps(await asyncio.to_thread(blocking, request)))
        except Exception:
            return web.Response(status=500)

    return handler
