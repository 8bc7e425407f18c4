"""Target: offload

Mistake: expects one kind of exception and answers 400 for it
Why: whatever goes wrong inside is the server's mistake
Message: any exception becomes a status of 500
"""

import asyncio

from aiohttp import web


def offload(blocking):
    async def handler(request):
        try:
            return web.json_response(await asyncio.to_thread(blocking, request))
        except ValueError as error:
            return web.Response(status=400, text=str(error))
        except Exception:
            return web.Response(status=500)

    return handler
