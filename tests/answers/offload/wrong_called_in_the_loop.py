"""Target: offload

Mistake: an async handler that calls the blocking function itself
Why: async does not make anything asynchronous; the loop stands still
Message: The blocking call belongs into a thread.
"""

from aiohttp import web


def offload(blocking):
    async def handler(request):
        try:
            return web.json_response(blocking(request))
        except Exception:
            return web.Response(status=500)

    return handler
