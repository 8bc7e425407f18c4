"""A real aiohttp server on a free port of this machine, for as long as a block lasts.

Demonstrations and the drivers of checks use this module; sockets are real in a simulation, too.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from typing import Any, NamedTuple

from aiohttp import ClientSession, TCPConnector, web
from yarl import URL

from grader import observer
from grader.timeline import Timeline
from grader.trace.model import Trace

LOCAL = "127.0.0.1"


@asynccontextmanager
async def serving(app: web.Application, **options: Any) -> AsyncIterator[str]:
    """Serve ``app`` while the block lasts; yield the address, such as ``http://127.0.0.1:49152``."""
    if not isinstance(app, web.Application):
        raise TypeError(f"there is no web.Application to serve, but {app!r:.40}")
    if not app.frozen:
        app.middlewares.append(_noted)
        app.on_response_prepare.append(_refused)
    runner = web.AppRunner(app, **options)
    await runner.setup()
    try:
        site = web.TCPSite(runner, LOCAL, 0, backlog=1024)
        await site.start()
        yield f"http://{LOCAL}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


class Page(NamedTuple):
    """What a server answered."""

    status: int
    kind: str
    text: str
    headers: dict[str, str]


async def ask(url: str, method: str = "GET", **options: Any) -> Page:
    """Send one request over a connection of its own; return the answer.  ``url`` is sent as it is."""
    async with (
        ClientSession(connector=TCPConnector(force_close=True)) as session,
        session.request(method, URL(url, encoded=True), **options) as answer,
    ):
        text = await answer.text()
        return Page(answer.status, answer.content_type, text, dict(answer.headers))


def free_port() -> int:
    """Return a port on which no process listens at the moment."""
    with socket.create_server((LOCAL, 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


async def knock(port: int, host: str = LOCAL) -> str:
    """Return "accepted" or "refused" for a new connection."""
    try:
        _, writer = await asyncio.open_connection(host, port)
    except OSError:
        return "refused"
    writer.close()
    return "accepted"


def complaint(run: Any) -> str | None:
    """Return what the server's log says of a handler that failed: its headline, or the error's line."""
    logged = [each.text for each in run.findings if each.kind == "stderr"]
    lines = [line for text in logged for line in (text.splitlines()[0], text.splitlines()[-1])]
    telling = [line for line in lines if not line.startswith("Error handling request")]
    return f"The server's log: {telling[0]}" if telling else None


@contextmanager
def counting_sessions() -> Iterator[list[int]]:
    """Count the ``ClientSession`` objects that are made in the block; yield ``[count]``, which grows."""
    made, genuine = [0], ClientSession.__init__

    def counted(self: ClientSession, *args: Any, **kwargs: Any) -> None:
        made[0] += 1
        genuine(self, *args, **kwargs)

    ClientSession.__init__ = counted  # type: ignore[method-assign]
    try:
        yield made
    finally:
        ClientSession.__init__ = genuine  # type: ignore[method-assign]


def visitors_and_handlers(trace: Trace) -> Timeline:
    """Return the visitors and handlers of a trace, without the loop's thread and its first coroutine."""
    driver = next((lane.name for lane in trace.lanes if lane.kind == "task"), None)
    lanes = [lane for lane in trace.lanes if lane.name not in ("main", driver)]
    names = {lane.name for lane in lanes}
    lanes = [replace(lane, parent=lane.parent if lane.parent in names else None) for lane in lanes]
    arrows = [each for each in trace.arrows if {each.from_lane, each.to_lane} <= names]
    return Timeline(lanes, arrows, trace.clock)


@web.middleware
async def _noted(request: web.Request, handler: Any) -> web.StreamResponse:
    """Show each handler in the trace, from its call to its answer; the innermost middleware."""
    label = f"{request.method} {request.path}"
    observer.recorder.called(label)
    try:
        response: web.StreamResponse = await handler(request)
        return response
    finally:
        observer.recorder.returned(label, "ok")


async def _refused(_: web.Request, response: web.StreamResponse) -> None:
    """Show an answer that is an error in the trace, also where no handler was called."""
    if response.status >= 400:
        observer.recorder.called(str(response.status))
        observer.recorder.returned(str(response.status), response.reason)
