"""Run submissions in a sandbox: bubblewrap's where bubblewrap works; elsewhere only limits protect the machine.

``with enclosed() as session:`` gives a session whose fork servers run in a sandbox.  Inside, a
submission has no network but a private loopback, sees no process but its own, and writes only to
private folders in memory.  All other files are read-only, and there is no solution, no gradebook and no
other submission among them.

A sandbox does not limit what attempts may use: the limits hold everywhere (see ``limits``).
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
from typing import IO

from grader.attempt import forkserver_client
from grader.attempt.session import LIMITS_ONLY, Session
from grader.attempt.spawn import HOME, command

BUBBLEWRAP, LIMITS = "bubblewrap", LIMITS_ONLY
SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/sbin", "/etc/ld.so.cache", "/etc/localtime")
ENVIRONMENT = {
    "HOME": "/attempt", "TMPDIR": "/attempt", "LANG": "C.UTF-8", "MPLBACKEND": "agg", "PATH": "/usr/bin:/bin",
    "PYTHONHASHSEED": "0",
}  # fmt: skip
NOBODY = "65534"  # not 0: root may not map its own user id into the inner namespaces
PATIENCE = 5  # seconds that a sandbox may take to end
LONGEST = 150.0  # seconds that the judge may wait in vain for one submission


@contextmanager
def enclosed(*folders: Path | None, needs: Iterable[str] = ()) -> Iterator[Session]:
    """Give a session whose attempts run in a sandbox that shows these folders.

    The modules that an attempt ``needs`` are imported once, before any attempt.  Where no sandbox works, the
    session has the judge's own fork servers, and only the limits protect the machine.
    """
    contents = Contents(tuple(str(each) for each in folders if each), tuple(needs))
    if not works(contents):
        yield Session(patience=LONGEST, wall=LIMITS)
        return

    def make(world: str) -> forkserver_client.ForkServer:
        return forkserver_client.ForkServer(world, sandbox_for(world, contents).start_fork_server)

    own = forkserver_client.ForkServers(make, contents.shown)
    try:
        yield Session(own, LONGEST, BUBBLEWRAP)
    finally:
        own.close()


@dataclass(frozen=True)
class Contents:
    """What a sandbox shows and imports besides Python: ``folders`` of the judge, and modules (``needs``)."""

    folders: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def shown(self) -> dict[str, str]:
        """Return the path in the sandbox of each folder."""
        return {each: f"/given/{number}" for number, each in enumerate(self.folders)}


@cache
def works(contents: Contents = Contents()) -> bool:
    """Return True if a sandbox with these contents can be started on this machine; try only once."""
    if not shutil.which("bwrap") or os.environ.get("GRADER_NO_SANDBOX"):
        return False
    try:
        server = forkserver_client.ForkServer(
            "simulated", sandbox_for("simulated", contents).start_fork_server
        )
        server.wait_until_ready()
    except (OSError, RuntimeError):
        return False
    server.close()
    return True


def bubblewrap_command(shown: dict[str, str]) -> list[str]:
    """Return bubblewrap's part of a command line: which folders its sandbox shows, and where (``shown``)."""
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
    """Return the folders of Python and of the package, each with its own path; never the rest of the course."""
    pythons = {sys.prefix, sys.base_prefix, *_installed()}
    outer = [each for each in sorted(pythons) if not each.startswith("/usr/")]
    return {each: each for each in (*SYSTEM, *outer, str(Path(HOME, "grader")))}


def _installed() -> list[str]:
    """Return the folders of installed packages, which may be outside of the folder of this Python."""
    return [each for each in sys.path if each.endswith(("site-packages", "dist-packages"))]


@cache
def compile_once() -> None:
    """Compile the package, since no sandbox can write compiled files: each one would compile for itself."""
    if not sys.dont_write_bytecode:
        compileall.compile_dir(Path(HOME, "grader"), quiet=2)


class Sandbox:
    """A sandbox whose launcher starts fork servers, each in namespaces of its own."""

    def __init__(self, world: str, contents: Contents):
        compile_once()
        self.control, theirs = socket.socketpair()
        self.lock, self.ready = threading.Lock(), False
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115 (open as long as the sandbox runs)
        with theirs:
            entry, needs = "grader.attempt.forkserver.main:main_enclosed", contents.needs
            line = command(entry, str(theirs.fileno()), world, *forkserver_client.HEAVY, *needs)
            self.process = subprocess.Popen(
                [*bubblewrap_command(contents.shown), *line],
                env=ENVIRONMENT,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=self.errors,
                stderr=self.errors,
            )

    def start_fork_server(
        self, _world: str, control: socket.socket, errors: IO[bytes]
    ) -> "SandboxedForkServer":
        """Start a fork server in the sandbox that listens on this socket; return the fork server."""
        ours, theirs = socket.socketpair()
        with self.lock, theirs:
            self._wait_until_ready()
            descriptors = [control.fileno(), theirs.fileno(), errors.fileno()]
            socket.send_fds(self.control, [b"."], descriptors)
        return SandboxedForkServer(ours)

    def _wait_until_ready(self) -> None:
        """Wait until the launcher has imported everything; raise RuntimeError with the reason if it cannot."""
        if not self.ready and not self.control.recv(1):
            self.process.wait()
            self.errors.seek(0)
            raise RuntimeError(f"no sandbox: {self.errors.read().decode('utf-8', 'replace')}")
        self.ready = True

    def close(self) -> None:
        """End the sandbox, and with it every process in it."""
        self.control.close()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.errors.close()


class SandboxedForkServer:
    """A fork server in a sandbox; it can be killed and waited for like a `subprocess.Popen`."""

    returncode = None

    def __init__(self, life: socket.socket):
        self.life = life

    def kill(self) -> None:
        """End the fork server and every process in its namespaces."""
        if self.life.fileno() >= 0:
            self.life.shutdown(socket.SHUT_WR)

    def wait(self, timeout: float | None = None) -> None:
        """Wait until the fork server has ended, which closes the other end of ``life``; then close this end."""
        if self.life.fileno() < 0:  # an earlier call has waited
            return
        self.life.settimeout(timeout)
        try:
            self.life.recv(1)
        except TimeoutError:
            raise subprocess.TimeoutExpired("the fork server", timeout or 0) from None
        self.life.close()


_sandboxes: dict[tuple[str, Contents, int], Sandbox] = {}
_lock = threading.Lock()


def sandbox_for(world: str, contents: Contents) -> Sandbox:
    """Return this thread's sandbox for this world with these contents; start one if none runs."""
    key = (world, contents, threading.get_ident())
    with _lock:
        if key not in _sandboxes or _sandboxes[key].process.poll() is not None:
            _sandboxes[key] = Sandbox(world, contents)
        return _sandboxes[key]


@atexit.register
def close() -> None:
    """End all sandboxes."""
    while _sandboxes:
        _sandboxes.popitem()[1].close()
