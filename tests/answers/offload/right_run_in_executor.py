"""Target: offload

Approach: run_in_executor with a pool of its own, json_response
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from aiohttp import web


def offload(blocking):
    pool = ThreadPoolExecutor(8)

    async def handler(request):
        try:
            result = await asyncio.get_running_loop().run_in_executor(pool, blocking, request)
            return web.json_response(result)
        except Exception as error:
            return web.json_response({"error": type(error).__name__}, status=500)

    return handler
