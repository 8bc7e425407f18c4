"""Target: offload

Approach: a thread for each request, which calls back into the loop; JSON made in the thread
"""

import asyncio
import json
import threading

from aiohttp import web


def offload(blocking):
    async def handler(request):
        loop = asyncio.get_running_loop()
        answer = loop.create_future()

        def work():
            try:
                text, status = json.dumps(blocking(request)), 200
            except Exception:
                text, status = '{"error": "internal"}', 500
            loop.call_soon_threadsafe(answer.set_result, (text, status))

        threading.Thread(target=work, daemon=True).start()
        text, status = await answer
        return web.Response(text=text, status=status, content_type="application/json")

    return handler
