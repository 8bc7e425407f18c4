"""Target: offload

Approach: all of the work in the thread, which never fails; pretty JSON, an error page of its own
"""

import asyncio
import functools
import json

from aiohttp import web


def answer_of(blocking, request):
    try:
        return 200, json.dumps(blocking(request), indent=2, ensure_ascii=False)
    except Exception as error:
        return 500, json.dumps({"error": type(error).__name__, "help": "tell us the line of your order"})


def offload(blocking):
    @functools.wraps(blocking)
    async def handler(request):
        status, text = await asyncio.to_thread(answer_of, blocking, request)
        return web.json_response(text=text, status=status)

    return handler
