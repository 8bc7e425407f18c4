"""A real aiohttp server on a free port of this machine, for as long as a block lasts.

For demonstrations and for the drivers of checks; sockets are real in a simulation, too.
"""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

from aiohttp import ClientSession, TCPConnector, web
from yarl import URL

LOCAL = "127.0.0.1"


@asynccontextmanager
async def serving(app: web.Application, **options: Any) -> AsyncIterator[str]:
    """Serve ``app``; gives the address, such as ``http://127.0.0.1:49152``."""
    runner = web.AppRunner(app, **options)
    await runner.setup()
    try:
        site = web.TCPSite(runner, LOCAL, 0)
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
    """One request over a connection of its own; ``url`` is sent as it is."""
    async with (
        ClientSession(connector=TCPConnector(force_close=True)) as session,
        session.request(method, URL(url, encoded=True), **options) as answer,
    ):
        text = await answer.text()
        return Page(answer.status, answer.content_type, text, dict(answer.headers))


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.create_server((LOCAL, 0)) as probe:
        return probe.getsockname()[1]
