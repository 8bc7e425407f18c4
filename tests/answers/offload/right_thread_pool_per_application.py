"""Target: offload

Approach: a closure with to_thread and json.dumps beside each other, the errors told apart
"""

import asyncio
import json
from functools import partial

from aiohttp import web


def offload(blocking):
    def encoded(request):
        return json.dumps(blocking(request)).encode()

    async def handler(request):
        try:
            body = await asyncio.to_thread(partial(encoded, request))
        except (TypeError, ValueError):
            return web.HTTPInternalServerError(reason="no JSON")
        except Exception as error:
            raise web.HTTPInternalServerError(text=type(error).__name__)
        return web.Response(body=body, content_type="application/json", charset="utf-8")

    return handler
