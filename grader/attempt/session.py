"""What the attempts on one submission share: where they run, and how long the judge waits for them.

The judge passes a `Session` along and never looks one up: a `Subject` has the session in which the
subject is judged, and a call that contains a handle of the subject runs in that session.  A call
without a handle, such as a call of a reference solution, runs in the session `OURS`, in which no submission runs.

Patience.  Every attempt has a limit of wall time; but if each of ten answers waits for something that
never comes, their limits together would delay the grading of a class by an hour.  So a session
subtracts the seconds that were waited in vain from the wall time of its later attempts.

Series.  To fork a child and to end that child takes several times as long as most runs.  So within
``with session.series():`` a child does the next attempt on the same submission, too, if the child has
shown that its run changed nothing: two runs were alike and left nothing behind.  After any other
run, the next attempt gets a child of its own, so that no verdict depends on an earlier run.
"""

import math
import os
import time
from collections.abc import Generator, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from grader.attempt.limits import Limits
from grader.attempt.messages import EndReport
from grader.attempt.workdir import EnclosedWorkdir, Workdir

if TYPE_CHECKING:
    from grader.attempt.forkserver_client import ForkServers

FEWEST = 5.0  # seconds that every attempt may take
LITTLE = 0.1  # the part of its wall time that a child may have used when it gets another attempt
LIMITS_ONLY = "resource limits only"


class Connection(Protocol):
    """The judge's end of a child, whether it was forked or is a new process."""

    began: float  # on the monotonic clock, in seconds

    def send(self, data: bytes) -> None:
        """Send data to the child; a child that has ended is reported by `receive`, not here."""

    def receive(self) -> Generator[bytes, None, EndReport]:
        """Yield the bytes that the child sends; return a report of the child's end."""

    def alive(self) -> bool:
        """Return True while the child has not ended."""

    def kill(self) -> None:
        """End the child now."""

    def close(self) -> None:
        """Close the connection; kill a child that still runs."""


class Session:
    """Starts the children of one submission's attempts, and keeps the children that can be reused.

    ``fork_servers`` are the fork servers of a sandbox; None stands for the judge's own, outside of any
    sandbox.  ``patience`` is the number of seconds that may be waited in vain.  ``wall`` is the name of
    what protects the machine from the submission.
    """

    def __init__(
        self,
        fork_servers: "ForkServers | None" = None,
        patience: float = math.inf,
        wall: str = LIMITS_ONLY,
    ) -> None:
        self.fork_servers, self.patience, self.wall = fork_servers, patience, wall
        self.waiting: dict[Hashable, Connection] | None = None

    # -- patience ----------------------------------------------------------------------------

    def allowed(self, limits: Limits) -> Limits:
        """Return the limits, with a wall time of at most the patience that is left, or `FEWEST` if less is left."""
        return replace(limits, wall=min(limits.wall, max(FEWEST, self.patience)))

    def wasted(self, seconds: float) -> None:
        """Subtract the seconds for which an attempt was waited in vain from the patience."""
        self.patience -= seconds

    # -- series ------------------------------------------------------------------------------

    @contextmanager
    def series(self) -> Iterator[None]:
        """Let one child do several attempts, one after the other, while the block lasts."""
        before, self.waiting = self.waiting, {}
        try:
            yield
        finally:
            for connection in self.waiting.values():
                connection.close()
            self.waiting = before

    def keep(self, kind: Hashable, connection: Connection) -> None:
        """Keep the child for the next attempt of its kind; close the connection if no series needs the child."""
        if self.waiting is None or kind in self.waiting:
            connection.close()
        else:
            self.waiting[kind] = connection

    def connect(self, kind: Hashable, world: str, limits: Limits) -> Connection:
        """Return a connection to a child that waits for an attempt of this kind, or to a new one."""
        return self._waiting(kind, limits.wall) or self._new(world, limits)

    def _waiting(self, kind: Hashable, wall: float) -> Connection | None:
        """Return a connection to a child that waits for this kind; None without one that is reusable."""
        connection = (self.waiting or {}).pop(kind, None)
        if connection is not None and not _is_reusable(connection, wall):
            connection.close()
            return None
        return connection

    # -- where attempts run ------------------------------------------------------------------

    def _new(self, world: str, limits: Limits) -> Connection:
        """Return a connection to a new child, which is forked where the system can fork."""
        if hasattr(os, "fork") and not os.environ.get("GRADER_NO_FORK"):
            from grader.attempt import forkserver_client

            return (self.fork_servers or forkserver_client.fork_servers).fork(world, limits)
        from grader.attempt.spawn import spawn

        return spawn(world, limits)

    def workdir(self, subjects: dict[str, Any]) -> Workdir | EnclosedWorkdir:
        """Return the folder in which an attempt on these submissions runs."""
        if self.fork_servers is None:
            return Workdir(subjects)
        return EnclosedWorkdir(subjects, self.fork_servers.shown)


def _is_reusable(connection: Connection, wall: float) -> bool:
    """Return True if the child has not ended and has used less than `LITTLE` of its ``wall`` seconds."""
    return connection.alive() and time.monotonic() - connection.began < wall * LITTLE


OURS = Session()
