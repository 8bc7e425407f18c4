"""A real site on this machine whose answers take a known time, for clients to be tried on.

    async with slow_site(a=0.3, b=after(0.1, 503), every=0.05) as url: ...    # in this loop
    with slow_site(a=0.3) as url: ...                         # in a thread, for blocking clients

``GET url/a`` answers ``A`` after 0.3 seconds, ``GET url/b`` the status 503 after 0.1, any other
path after 0.05.
"""

from __future__ import annotations

import asyncio
import threading
from typing import Any

from aiohttp import web

from grader.fakes import after
from grader.servers import serving


class slow_site:  # noqa: N801 - reads as the function that it is used as
    """The site, for as long as a ``with`` or ``async with`` block lasts; the block gets its address.

    The plan says for each path (without the slash): seconds, or ``after(seconds, what)`` with a
    text, a status, or an exception, for which the connection is cut.  ``every`` is for all other
    paths; without ``every`` they are answered with 404.
    """

    def __init__(
        self, plan: dict[str, Any] | None = None, /, *, every: Any = None, **by_name: Any
    ) -> None:
        self.plan, self.every = {**(plan or {}), **by_name}, every
        self.requests: list[str] = []

    def app(self) -> web.Application:
        """Return the site as an application, which notes the paths in ``requests``."""
        app = web.Application()
        app.router.add_get("/{path:.*}", self._answer)
        return app

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        path = request.match_info["path"]
        self.requests.append(path)
        step = self.plan.get(path, self.every)
        if step is None:
            raise web.HTTPNotFound
        step = step if isinstance(step, after) else after(step, path.upper())
        await asyncio.sleep(step.seconds)
        if isinstance(step.value, BaseException) and request.transport:
            request.transport.abort()
        if isinstance(step.value, int):
            return web.Response(status=step.value)
        return web.Response(text=str(step.value))

    # -- in the running loop -----------------------------------------------------------------

    async def __aenter__(self) -> str:
        self._serving = serving(self.app())
        return await self._serving.__aenter__()

    async def __aexit__(self, *exc: Any) -> None:
        await self._serving.__aexit__(*exc)

    # -- in a thread of its own --------------------------------------------------------------

    def __enter__(self) -> str:
        self._started = threading.Event()
        self._thread = threading.Thread(target=asyncio.run, args=(self._serve(),), name="slow site")
        self._thread.start()
        self._started.wait()
        return self._url

    async def _serve(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        async with self as self._url:
            self._started.set()
            await self._over.wait()

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()
