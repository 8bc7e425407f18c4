"""The wall around submissions: bubblewrap where it works, resource limits alone elsewhere.

What is it?  ``with enclosed() as session:`` gives a session with fork servers of its own in a
sandbox: no network but a private loopback, read-only files, among them no solution, no gradebook
and no other submission, private folders in memory, own processes.

What is it not?  A limit on what attempts may take: these hold everywhere (see ``limits``).
"""

import atexit
import compileall
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any

from grader.attempt import forkserver_client
from grader.attempt.session import NO_WALL, Session
from grader.attempt.spawn import HOME, command

BUBBLEWRAP, LIMITS = "bubblewrap", NO_WALL
SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/sbin", "/etc/ld.so.cache", "/etc/localtime")
ENVIRONMENT = {
    "HOME": "/attempt", "TMPDIR": "/attempt", "LANG": "C.UTF-8", "MPLBACKEND": "agg", "PATH": "/usr/bin:/bin",
    "PYTHONHASHSEED": "0",
}  # fmt: skip
NOBODY = "65534"  # not 0: root may not map itself into the namespaces within
PATIENCE = 5
LONGEST = 150.0  # seconds that one submission may make us wait for nothing


@contextmanager
def enclosed(*folders: Path | None, needs: Iterable[str] = ()) -> Iterator[Session]:
    """Give a session whose attempts run in a sandbox that shows these folders.

    What an attempt ``needs`` is imported beforehand.  Where no sandbox works, there are limits only.
    """
    contents = Contents(tuple(str(each) for each in folders if each), tuple(needs))
    if not works(contents):
        yield Session(patience=LONGEST, wall=LIMITS)
        return

    def make(world: str) -> forkserver_client.ForkServer:
        return forkserver_client.ForkServer(world, enclosure(world, contents).start_fork_server)

    own = forkserver_client.ForkServers(make, contents.shown)
    try:
        yield Session(own, LONGEST, BUBBLEWRAP)
    finally:
        own.close()


@dataclass(frozen=True)
class Contents:
    """What there is in a sandbox besides Python: folders of the judge's; what is imported."""

    folders: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def shown(self) -> dict[str, str]:
        """The folders, and where they are inside."""
        return {each: f"/given/{number}" for number, each in enumerate(self.folders)}


@cache
def works(contents: Contents = Contents()) -> bool:
    """Whether such a sandbox can be built on this machine; tried once."""
    if not shutil.which("bwrap") or os.environ.get("GRADER_NO_SANDBOX"):
        return False
    try:
        parent = forkserver_client.ForkServer(
            "simulated", enclosure("simulated", contents).start_fork_server
        )
        parent.wait_until_ready()
    except (OSError, RuntimeError):
        return False
    parent.close()
    return True


def wall(shown: dict[str, str]) -> list[str]:
    """The command line before the command: what there is of the world in there."""
    all_shown = _needed() | shown
    private = ["--dir", "/attempt", "--tmpfs", "/dev/shm", "--remount-ro", "/dev"]
    if not any(each.startswith("/tmp/") for each in all_shown.values()):
        private += ["--symlink", "attempt", "/tmp"]
    return [
        "bwrap", "--unshare-all", "--new-session", "--uid", NOBODY, "--gid", NOBODY,
        *(part for pair in all_shown.items() for part in ("--ro-bind-try", *pair)),
        "--proc", "/proc", "--dev", "/dev", *private, "--remount-ro", "/", "--chdir", "/", "--",
    ]  # fmt: skip


def _needed() -> dict[str, str]:
    """Python and the package, each in its own place; never the course around it."""
    pythons = {sys.prefix, sys.base_prefix, *_installed()}
    outer = [each for each in sorted(pythons) if not each.startswith("/usr/")]
    return {each: each for each in (*SYSTEM, *outer, str(Path(HOME, "grader")))}


def _installed() -> list[str]:
    """Folders of installed packages that are outside of the Python that runs here."""
    return [each for each in sys.path if each.endswith(("site-packages", "dist-packages"))]


@cache
def compile_once() -> None:
    """In there nothing can be written: what is not compiled yet would be by each enclosure, for itself."""
    if not sys.dont_write_bytecode:
        compileall.compile_dir(Path(HOME, "grader"), quiet=2)


class Enclosure:
    """A sandbox in which fork servers are born, each in namespaces of its own."""

    def __init__(self, world: str, contents: Contents):
        compile_once()
        self.control, theirs = socket.socketpair()
        self.lock, self.ready = threading.Lock(), False
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115 (as long as the enclosure)
        with theirs:
            entry, needs = "grader.attempt.forkserver.main:main_enclosed", contents.needs
            line = command(entry, str(theirs.fileno()), world, *forkserver_client.HEAVY, *needs)
            self.process = subprocess.Popen(
                [*wall(contents.shown), *line],
                env=ENVIRONMENT,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=self.errors,
                stderr=self.errors,
            )

    def start_fork_server(
        self, _world: str, control: socket.socket, errors: IO[bytes]
    ) -> "EnclosedForkServer":
        """A new fork server that listens on this socket."""
        ours, theirs = socket.socketpair()
        with self.lock, theirs:
            self._wait_until_ready()
            descriptors = [control.fileno(), theirs.fileno(), errors.fileno()]
            socket.send_fds(self.control, [b"."], descriptors)
        return EnclosedForkServer(ours)

    def _wait_until_ready(self) -> None:
        if not self.ready and not self.control.recv(1):
            self.process.wait()
            self.errors.seek(0)
            raise RuntimeError(f"no sandbox: {self.errors.read().decode('utf-8', 'replace')}")
        self.ready = True

    def close(self) -> None:
        """Let it go, with all that was born in it."""
        self.control.close()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.errors.close()


class EnclosedForkServer:
    """A fork server in a enclosure, as its process would be: it can be killed and waited for."""

    returncode = None

    def __init__(self, life: socket.socket):
        self.life = life

    def kill(self) -> None:
        """End it and everything in its namespaces."""
        if self.life.fileno() >= 0:
            self.life.shutdown(socket.SHUT_WR)

    def wait(self, timeout: float | None = None) -> None:
        """Wait until it has ended, which closes the other end of ``life``; then close this one."""
        if self.life.fileno() < 0:  # it has been waited for
            return
        self.life.settimeout(timeout)
        try:
            self.life.recv(1)
        except TimeoutError:
            raise subprocess.TimeoutExpired("the fork server", timeout or 0) from None
        self.life.close()


_enclosures: dict[tuple[Any, ...], Enclosure] = {}
_lock = threading.Lock()


def enclosure(world: str, contents: Contents) -> Enclosure:
    """The enclosure for this world with these contents, in this thread."""
    key = (world, contents, threading.get_ident())
    with _lock:
        if key not in _enclosures or _enclosures[key].process.poll() is not None:
            _enclosures[key] = Enclosure(world, contents)
        return _enclosures[key]


@atexit.register
def close() -> None:
    """End all enclosures."""
    while _enclosures:
        _enclosures.popitem()[1].close()
