"""A server program under test: ``main(argv)`` in a process of its own, with signals and visitors.

The process is a fork, so that it makes no difference whether ``main`` stands in a file, in a
notebook or in a submission.  Use it in a function that is given to ``record(..., apart=True)``.
"""

import asyncio
import os
import signal
import socket
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from grader.servers import LOCAL

PATIENCE = 10  # real seconds for a program to begin, or to end: far more than it needs


class Program:
    """A running ``main(argv)``; its output goes to a file, so that nobody has to read along."""

    def __init__(self, main: Callable[[list[str]], Any], argv: list[str]):
        more_descriptors()
        self.output = tempfile.TemporaryFile("w+")  # noqa: SIM115 - as long as the program
        self.code: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            _become(main, argv, self.output.fileno())

    def listens(self, port: int) -> bool:
        """Whether the port accepts connections, at the latest after some time."""
        return self._within(lambda: _connects(port))

    def signal(self, number: int) -> None:
        """Send it a signal, if it is still there."""
        if not self._ended():
            os.kill(self.pid, number)

    def exit_code(self) -> int | str:
        """Its exit code, at the latest after some time; a signal's name if it died of that."""
        self._within(lambda: False)
        if self.code is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            return f"still running after {PATIENCE} s"
        return self.code if self.code >= 0 else f"died of {signal.Signals(-self.code).name}"

    def printed(self) -> str:
        """What it has written to standard output and standard error."""
        self.output.seek(0)
        return self.output.read()

    def _within(self, condition: Callable[[], bool]) -> bool:
        """Wait until the condition holds, the program has ended, or patience is at an end."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if condition():
                return True
            if self._ended():
                return False
            time.sleep(0.01)
        return False

    def _ended(self) -> bool:
        if self.code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.code = os.waitstatus_to_exitcode(status) if pid else None
        return self.code is not None


def _become(main: Callable[[list[str]], Any], argv: list[str], output: int) -> None:
    """In the fork: what ``python server.py`` does, up to the exit code."""
    code = 1
    try:
        os.dup2(output, 1)
        os.dup2(output, 2)
        sys.stdout, sys.stderr = (os.fdopen(number, "w", 1, closefd=False) for number in (1, 2))
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        code = _exit_code(_awaited(main(argv)))
    except SystemExit as error:
        code = _exit_code(error.code)
    except BaseException:  # noqa: BLE001 - as the interpreter does at the end of a program
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _awaited(value: Any) -> Any:
    return asyncio.run(value) if asyncio.iscoroutine(value) else value


def _exit_code(value: Any) -> int:
    """What ``sys.exit(value)`` makes of a value."""
    if value is None:
        return 0
    return value & 255 if isinstance(value, int) else 1


def _connects(port: int) -> bool:
    try:
        socket.create_connection((LOCAL, port), timeout=1).close()
    except OSError:
        return False
    return True


def more_descriptors(wanted: int = 4096) -> None:
    """Let this process, and what it starts, have so many open files; 1,000 connections need it."""
    try:
        import resource
    except ImportError:  # Windows sets no such limit
        return
    soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        allowed = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, allowed), most))


async def visit(
    port: int, path: str, accepted: Callable[[], None] | None = None
) -> tuple[int, str]:
    """GET a path over a connection of its own: (status, body); (0, why) when it was lost.

    With ``accepted`` the request expects "100 Continue", which an aiohttp server sends when it
    takes the request on: then ``accepted()`` is called.
    """
    try:
        reader, writer = await asyncio.open_connection(LOCAL, port)
        expect = "Expect: 100-continue\r\n" if accepted else ""
        writer.write(
            f"GET {path} HTTP/1.1\r\nHost: {LOCAL}\r\nConnection: close\r\n{expect}\r\n".encode()
        )
        head = await reader.readuntil(b"\r\n\r\n")
        if accepted and b" 100 " in head.split(b"\r\n")[0]:
            accepted()
            head = await reader.readuntil(b"\r\n\r\n")
        body = await reader.read()
        writer.close()
        return int(head.split()[1]), body.decode()
    except (OSError, EOFError, ValueError, IndexError) as error:
        return 0, f"lost: {type(error).__name__}"


async def visit_all(port: int, paths: list[str]) -> list[tuple[int, str]]:
    """All of them at once."""
    return list(await asyncio.gather(*(visit(port, path) for path in paths)))


async def visit_and_then(
    port: int, paths: list[str], then: Callable[[], None], patience: float
) -> list[tuple[int, str]]:
    """Visit all at once, and call ``then()`` when the server has taken all requests on.

    A server that does not say so has ``patience`` seconds.
    """
    left, taken = len(paths), asyncio.Event()

    def one_more() -> None:
        nonlocal left
        left -= 1
        if not left:
            taken.set()

    visits = [asyncio.ensure_future(visit(port, path, one_more)) for path in paths]
    with suppress(TimeoutError):
        await asyncio.wait_for(taken.wait(), patience)
    then()
    return list(await asyncio.gather(*visits))
