"""Target: offload

Approach: an object that is called as a handler and calls without arguments; raises the 500
"""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor

from aiohttp import web


class Offloaded:
    def __init__(self, blocking):
        self.blocking, self.pool = blocking, ThreadPoolExecutor(8)

    async def __call__(self, request):
        try:
            text = json.dumps(await asyncio.wrap_future(self.pool.submit(self.blocking)))
        except Exception as error:
            raise web.HTTPInternalServerError(text="Something went wrong, sorry.") from error
        return web.Response(body=text.encode(), headers={"Content-Type": "application/json"})


def offload(blocking):
    return Offloaded(blocking)
