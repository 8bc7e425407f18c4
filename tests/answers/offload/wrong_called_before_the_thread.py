"""Target: offload

Mistake: to_thread(blocking(request)): the parentheses call it in the loop
Why: to_thread wants the function and its arguments, not its result
Message: The blocking call belongs into a thread.
"""

import asyncio

from aiohttp import web


def offload(blocking):
    async def handler(request):
        try:
            return web.json_response(await asyncio.to_thread(blocking(request)))
        except Exception:
            return web.Response(status=500)

    return handler
