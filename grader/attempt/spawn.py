"""Where there is no fork: each attempt in a new process, with the same child code in it.

The judge talks over the new process's standard input and output, which the child takes for
itself before anything can print; what is printed comes with the standard error.

The command lines that start a child's Python, bare enough for the simulation to come first.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from grader.attempt import protocol
from grader.attempt.limits import Limits
from grader.attempt.messages import EndReport
from grader.attempt.output import BoundedBuffer, ending

HOME = str(Path(__file__).resolve().parents[2])  # the folder that holds the package
PROGRAM = "import sys; sys.path.insert(0, {home!r}); from {module} import {name}; {name}()"


def command(entry: str, *arguments: str) -> list[str]:
    """Return the command line that calls ``entry``, such as "grader.attempt.forkserver.main:main".

    ``-S`` leaves ``site`` (and with it ``threading``) for later, ``-P`` keeps the current folder
    out of the way.  Not ``-I``: it would also ignore the hash seed.
    """
    module, _, name = entry.partition(":")
    program = PROGRAM.format(home=HOME, module=module, name=name)
    return [sys.executable, "-S", "-P", "-X", "utf8", "-c", program, *arguments]


def environment() -> dict[str, str]:
    """The judge's environment without what steers Python, and without Jupyter's secrets."""
    kept = {name: value for name, value in os.environ.items() if not _unwanted(name)}
    return kept | {"PYTHONHASHSEED": "0", "MPLBACKEND": "agg"}


def _unwanted(name: str) -> bool:
    secret = ("TOKEN", "SECRET", "PASSWORD", "CREDENTIAL", "API_KEY")
    return name.startswith(("PYTHON", "JUPYTER", "JPY_")) or any(s in name.upper() for s in secret)


STACK_TIMEOUT = 1  # seconds for a child that has run out of time to write its stack
STRAYS = 0.5  # seconds for the streams to close, which escaped processes may hold open
CHUNK = ROOM_FOR_STACK = 2**16


class SpawnedChild:
    """The judge's end of an attempt in a process of its own."""

    def __init__(self, world: str, limits: Limits) -> None:
        descriptor, stack = tempfile.mkstemp(prefix="stack-")
        os.close(descriptor)
        self.limits, self.stack, self.cancelled = limits, Path(stack), False
        self.began = time.monotonic()
        self.process = _start(world, stack, limits.wall)
        self.heard: SimpleQueue[bytes] = SimpleQueue()
        self.printed = BoundedBuffer(limits.output)
        listeners = [
            _in_thread(_listen, self.process.stdout, self.heard.put),
            _in_thread(_listen, self.process.stderr, self.printed.add),
        ]
        self.watcher = _in_thread(self._watch, listeners)

    def _watch(self, listeners: list[threading.Thread]) -> None:
        """Wait for the end, kill what is left, and let what has been said be heard."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(self.limits.wall + STACK_TIMEOUT)
        _kill_tree(self.process)
        for each in listeners:
            each.join(STRAYS)
        self.heard.put(b"")

    def send(self, data: bytes) -> None:
        """Send to the child; one that has gone tells so by its end, not here."""
        with suppress(OSError):
            protocol.write_all(self.process.stdin.fileno(), data)

    def receive(self) -> Generator[bytes, None, EndReport]:
        """What the child sends; the generator's value is a report of its end."""
        yield from iter(self.heard.get, b"")
        return self._report()

    def _report(self) -> EndReport:
        late = time.monotonic() - self.began >= self.limits.wall
        code = self.process.wait()
        how = ending(code, late=late and code != 0, cancelled=self.cancelled, used_up=False)
        return EndReport(**how, stderr=self.printed.text(), stack=_text(self.stack))

    def alive(self) -> bool:
        """Whether the process is still there."""
        return self.process.poll() is None

    def kill(self) -> None:
        """End the child now."""
        self.cancelled = True
        _kill_tree(self.process)

    def close(self) -> None:
        """Close everything; a child that still runs is killed."""
        _kill_tree(self.process)
        self.watcher.join()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            stream.close()
        self.stack.unlink(missing_ok=True)


def spawn(world: str, limits: Limits) -> SpawnedChild:
    """A new child in this world, in a process of its own."""
    return SpawnedChild(world, limits)


def _start(world: str, stack: str, wall: float) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command("grader.attempt.child.bootstrap:main", world, stack, str(wall)),
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,  # so that closing a stream does not wait for who reads it
        start_new_session=True,
    )


def _text(file: Path) -> str:
    return file.read_text("utf-8", "replace")[:ROOM_FOR_STACK]


def _in_thread(function: Callable[..., None], *args: Any) -> threading.Thread:
    thread = threading.Thread(target=function, args=args, daemon=True)
    thread.start()
    return thread


def _listen(stream: IO[bytes], hear: Callable[[bytes], None]) -> None:
    while data := stream.read(CHUNK):
        hear(data)


def _kill_tree(process: subprocess.Popen[bytes]) -> None:
    """Kill the process and what it has started."""
    if os.name == "nt":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True)  # noqa: PLW1510
        return
    try:
        os.killpg(process.pid, 9)
    except (ProcessLookupError, PermissionError):
        process.kill()
