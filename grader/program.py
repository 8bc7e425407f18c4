"""A server program under test: ``main(argv)`` in a process of its own, with signals and visitors.

The process is a fork, so that ``main`` may be in a file, in a notebook or in a submission.  Use this
module in a function that is given to ``record(..., apart=True)``.
"""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from grader.servers import LOCAL, free_port

PATIENCE = 10
"""Real seconds for a program to begin, or to end: far more than a program needs."""
MOST_PRINTED = 100_000
"""Bytes read of what a program has printed."""
PROGRAM = "server.py"
"""What a program finds in ``sys.argv[0]``."""
ADDRESS = re.compile(r"(?:127\.0\.0\.1|localhost|0\.0\.0\.0|::1?)\W{1,4}(\d{2,5})\b")
"""An address of this machine with a port, as programs print one."""
END = b"\r\n\r\n"
"""What ends the head of an HTTP message."""


def launch(main: Callable[[list[str]], Any]) -> tuple[Program, int, int]:
    """Start ``main`` at a free port; return the program, the port, and where the program serves (0: nowhere).

    A program may expect its ``argv`` in several forms: with the program's name or without it, the port as
    an option or alone.  The first form with which the program serves at that port counts, or else the
    first with which it serves at all.
    """
    second_best: list[list[str]] = []
    for argv in _forms(port := free_port()):
        program = Program(main, argv)
        served = program.serves_at(port)
        if served == port or not (served or program.code):
            return program, port, served
        if served:
            second_best.append(argv)
        program.signal(signal.SIGKILL)
        program.exit_code()
    program = Program(main, [*second_best, _forms(port)[0]][0])
    return program, port, program.serves_at(port)


class Program:
    """A running ``main(argv)``; its output goes to a file, since a full pipe would block it."""

    def __init__(self, main: Callable[[list[str]], Any], argv: list[str]) -> None:
        more_descriptors()
        self.output = tempfile.TemporaryFile("w+")  # noqa: SIM115 - as long as the program
        self.code: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            _become(main, argv, self.output.fileno())

    def serves_at(self, port: int) -> int:
        """Return the port at which the program accepts connections: this one, or one that it printed; 0: none."""
        found: list[int] = []

        def listens() -> bool:
            printed = [int(each) for each in ADDRESS.findall(self.printed())]
            found[:] = [each for each in [port, *printed] if _connects(each)][:1]
            return bool(found)

        self._within(listens)
        return found[0] if found else 0

    def signal(self, number: int) -> None:
        """Send the program a signal, if it is still running."""
        if not self._ended():
            os.kill(self.pid, number)

    def exit_code(self) -> int | str:
        """Wait for the program's exit code and return it; in words if a signal or impatience ended it."""
        self._within(lambda: False)
        if self.code is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            return f"still running after {PATIENCE} s"
        return self.code if self.code >= 0 else f"died of {signal.Signals(-self.code).name}"

    def printed(self) -> str:
        """Return what the program has written to standard output and standard error."""
        return os.pread(self.output.fileno(), MOST_PRINTED, 0).decode(errors="replace")

    def _within(self, condition: Callable[[], bool]) -> bool:
        """Wait until the condition holds, the program has ended, or ``PATIENCE`` is over; return True if it holds."""
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


class Countdown:
    """A function that sets an event when it has been called so many times."""

    def __init__(self, times: int) -> None:
        self.left, self.over = times, asyncio.Event()
        if not times:
            self.over.set()

    def __call__(self) -> None:
        """Count one call."""
        self.left -= 1
        if not self.left:
            self.over.set()

    async def wait(self, patience: float) -> None:
        """Wait until the event is set, for at most so many seconds."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.over.wait(), patience)


def more_descriptors(wanted: int = 4096) -> None:
    """Let this process and its children have so many open files, which 1,000 connections need."""
    try:
        import resource
    except ImportError:  # Windows sets no such limit
        return
    soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        allowed = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, allowed), most))


async def visit(port: int, path: str, *hooks: Callable[[], None]) -> tuple[int, str]:
    """GET a path over a connection of its own; return (status, body), or (0, why) if it was lost.

    The first hook is called when the request has been sent.  With a second hook the request expects
    "100 Continue", which an aiohttp server sends when it takes the request on; that hook is called then.
    A request that is lost before calls the remaining hooks, too.
    """
    left = list(hooks)
    try:
        reader, writer = await asyncio.open_connection(LOCAL, port)
        writer.write(_request(path, continues=len(hooks) > 1))
        for hook in left[:1]:
            left.remove(hook)
            hook()
        head = await reader.readuntil(END)
        if b" 100 " in head.split(b"\r\n")[0]:
            left.pop()()
            head = await reader.readuntil(END)
        body = await reader.read()
        writer.close()
        return int(head.split()[1]), body.decode()
    except (OSError, EOFError, ValueError, IndexError) as error:
        for hook in left:
            hook()
        return 0, f"lost: {type(error).__name__}"


async def visit_and_then(
    port: int, paths: list[str], then: Callable[[], None], patience: float = 0.3
) -> list[tuple[int, str]]:
    """Visit all paths at once; call ``then()`` when the server has taken all requests on; return the answers.

    A server that does not say when it takes a request on has ``patience`` seconds once all requests have been sent.
    """
    sent, taken = Countdown(len(paths)), Countdown(len(paths))
    visits = [asyncio.ensure_future(visit(port, path, sent, taken)) for path in paths]
    await sent.wait(PATIENCE)
    await taken.wait(patience)
    then()
    done, late = await asyncio.wait(visits, timeout=2 * PATIENCE) if visits else ((), ())
    for each in late:
        each.cancel()
    return [each.result() if each in done else (0, "no answer") for each in visits]


def _forms(port: int) -> list[list[str]]:
    option, alone = ["--port", str(port)], [str(port)]
    return [option, [PROGRAM, *option], alone, [PROGRAM, *alone], []]


def _become(main: Callable[[list[str]], Any], argv: list[str], output: int) -> None:
    """Do in the fork what ``python server.py`` does, up to the exit code."""
    code = 1
    try:
        os.dup2(output, 1)
        os.dup2(output, 2)
        sys.stdout, sys.stderr = (os.fdopen(number, "w", 1, closefd=False) for number in (1, 2))
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        sys.argv[:] = argv if argv[:1] == [PROGRAM] else [PROGRAM, *argv]
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
    """Return the exit code that ``sys.exit(value)`` makes of a value."""
    if value is None:
        return 0
    return value & 255 if isinstance(value, int) else 1


def _connects(port: int) -> bool:
    try:
        socket.create_connection((LOCAL, port), timeout=1).close()
    except OSError:
        return False
    return True


def _request(path: str, continues: bool) -> bytes:
    expect = "\r\nExpect: 100-continue" if continues else ""
    return f"GET {path} HTTP/1.1\r\nHost: {LOCAL}\r\nConnection: close{expect}".encode() + END
