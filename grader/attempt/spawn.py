"""Start new Python processes: the child of an attempt where the system cannot fork, and the fork servers.

`command` and `environment` describe a Python process in which nothing is imported yet that the
simulation replaces.  `spawn` starts a child in such a process, with the same code that runs in a forked child.

The judge and a spawned child exchange messages over the standard input and output of the new
process, which the child reserves before any code can print.  What the learner's code prints
arrives on the standard error.
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

    ``-S`` postpones the import of ``site`` (and with it of ``threading``), ``-P`` keeps the current
    folder off the path for imports.  ``-I`` is not used, since Python would then ignore the hash seed.
    """
    module, _, name = entry.partition(":")
    program = PROGRAM.format(home=HOME, module=module, name=name)
    return [sys.executable, "-S", "-P", "-X", "utf8", "-c", program, *arguments]


def environment() -> dict[str, str]:
    """Return the judge's environment without variables that change how Python runs, and without secrets."""
    kept = {name: value for name, value in os.environ.items() if not _unwanted(name)}
    return kept | {"PYTHONHASHSEED": "0", "MPLBACKEND": "agg"}


def _unwanted(name: str) -> bool:
    """Return True if a child must not have the environment variable of this name."""
    secret = ("TOKEN", "SECRET", "PASSWORD", "CREDENTIAL", "API_KEY")
    return name.startswith(("PYTHON", "JUPYTER", "JPY_")) or any(s in name.upper() for s in secret)


STACK_TIMEOUT = 1  # seconds for a child that has run out of time to write its stack
STRAYS = 0.5  # seconds for the streams to close, which escaped processes may hold open
CHUNK = ROOM_FOR_STACK = 2**16  # bytes read at once; characters of a stack that are kept


class SpawnedChild:
    """The judge's connection to a child that is a new process (a `session.Connection`)."""

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
        """Wait for the end of the child, kill the processes that are left, and end the queue `heard`."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(self.limits.wall + STACK_TIMEOUT)
        _kill_tree(self.process)
        for each in listeners:
            each.join(STRAYS)
        self.heard.put(b"")

    def send(self, data: bytes) -> None:
        """Send data to the child; a child that has ended is reported by `receive`, not here."""
        with suppress(OSError):
            protocol.write_all(_pipe(self.process.stdin).fileno(), data)

    def receive(self) -> Generator[bytes, None, EndReport]:
        """Yield the bytes that the child sends; return a report of the child's end."""
        yield from iter(self.heard.get, b"")
        return self._report()

    def _report(self) -> EndReport:
        """Return the report of the child's end, once the process has ended."""
        late = time.monotonic() - self.began >= self.limits.wall
        code = self.process.wait()
        how = ending(code, late=late and code != 0, cancelled=self.cancelled, used_up=False)
        return EndReport(**how, stderr=self.printed.text(), stack=_text(self.stack))

    def alive(self) -> bool:
        """Return True while the child has not ended."""
        return self.process.poll() is None

    def kill(self) -> None:
        """End the child now."""
        self.cancelled = True
        _kill_tree(self.process)

    def close(self) -> None:
        """Close the connection; kill a child that still runs."""
        _kill_tree(self.process)
        self.watcher.join()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            _pipe(stream).close()
        self.stack.unlink(missing_ok=True)


def spawn(world: str, limits: Limits) -> SpawnedChild:
    """Start a child in this world as a new process; return the connection to the child."""
    return SpawnedChild(world, limits)


def _start(world: str, stack: str, wall: float) -> subprocess.Popen[bytes]:
    """Start the process of a child that has ``wall`` seconds and writes its stack to the file ``stack``."""
    return subprocess.Popen(
        command("grader.attempt.child.bootstrap:main", world, stack, str(wall)),
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,  # so that closing a stream does not wait for the thread that reads it
        start_new_session=True,
    )


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    """Return a standard stream of a process that `_start` has started: all three are pipes."""
    assert stream is not None
    return stream


def _text(file: Path) -> str:
    """Return the stack in the file, without what is too long to be kept."""
    return file.read_text("utf-8", "replace")[:ROOM_FOR_STACK]


def _in_thread(function: Callable[..., None], *args: Any) -> threading.Thread:
    """Call the function in a new daemon thread; return the thread."""
    thread = threading.Thread(target=function, args=args, daemon=True)
    thread.start()
    return thread


def _listen(stream: IO[bytes], hear: Callable[[bytes], None]) -> None:
    """Call ``hear`` with each piece that arrives on the stream, until the stream ends."""
    while data := stream.read(CHUNK):
        hear(data)


def _kill_tree(process: subprocess.Popen[bytes]) -> None:
    """Kill the process and the processes in its group (on Windows: the processes that it has started)."""
    if os.name == "nt":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True)  # noqa: PLW1510
        return
    try:
        os.killpg(process.pid, 9)
    except (ProcessLookupError, PermissionError):
        process.kill()
