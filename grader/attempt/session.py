"""What the attempts on one submission have in common: where they run, and what they may cost.

A `Session` is passed, never looked up: a `Subject` carries the one it is judged in, and a call that
contains a handle of the subject runs there.  A call without any, such as that of a reference, runs
in the session `OURS`, where no submission ever does.

Patience.  Every attempt has its limit; an answer to each of ten exercises that waits for nothing
would still hold up a class for an hour.  So what has been waited for in vain is taken off what
later attempts get.

Series.  A child's fork and its end cost several times what most runs do.  So within
``with session.series():`` a child that has shown that a run changes nothing (it has run the same
twice, alike, and nothing of it is left) does the next attempt on the same submission, too.
Whatever else a run does, the next one gets a child of its own: no verdict depends on an earlier run.
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
LITTLE = 0.1  # of its time may have passed when a child is given more to do
NO_WALL = "resource limits only"


class Connection(Protocol):
    """The judge's end of a child, whether it was forked or is a new process."""

    began: float  # on the monotonic clock, in seconds

    def send(self, data: bytes) -> None:
        """Send to the child; one that has gone tells so by its end, not here."""

    def receive(self) -> Generator[bytes, None, EndReport]:
        """Yield what the child sends; return how it has ended."""

    def alive(self) -> bool:
        """Return True while the child has not ended."""

    def kill(self) -> None:
        """End the child now."""

    def close(self) -> None:
        """Close everything; a child that still runs is killed."""


class Session:
    """Where attempts come from, the seconds that may be waited in vain, and children that wait.

    ``fork_servers`` are those of a sandbox (None: those of the judge itself, outside of any);
    ``wall`` is the name of what is around them.
    """

    def __init__(
        self,
        fork_servers: "ForkServers | None" = None,
        patience: float = math.inf,
        wall: str = NO_WALL,
    ) -> None:
        self.fork_servers, self.patience, self.wall = fork_servers, patience, wall
        self.waiting: dict[Hashable, Connection] | None = None

    # -- patience ----------------------------------------------------------------------------

    def allowed(self, limits: Limits) -> Limits:
        """Return the limits, with no more wall time than there is patience left for."""
        return replace(limits, wall=min(limits.wall, max(FEWEST, self.patience)))

    def wasted(self, seconds: float) -> None:
        """Note that an attempt was waited for in vain."""
        self.patience -= seconds

    # -- series ------------------------------------------------------------------------------

    @contextmanager
    def series(self) -> Iterator[None]:
        """Let attempts follow each other in a child while the block lasts."""
        before, self.waiting = self.waiting, {}
        try:
            yield
        finally:
            for connection in self.waiting.values():
                connection.close()
            self.waiting = before

    def keep(self, kind: Hashable, connection: Connection) -> None:
        """Let the child wait for the next attempt of its kind."""
        if self.waiting is None or kind in self.waiting:
            connection.close()
        else:
            self.waiting[kind] = connection

    def connect(self, kind: Hashable, world: str, limits: Limits) -> Connection:
        """Return a connection to a child that waits for an attempt of this kind, or to a new one."""
        return self._waiting(kind, limits.wall) or self._new(world, limits)

    def _waiting(self, kind: Hashable, wall: float) -> Connection | None:
        connection = (self.waiting or {}).pop(kind, None)
        if connection is not None and not _is_reusable(connection, wall):
            connection.close()
            return None
        return connection

    # -- where -------------------------------------------------------------------------------

    def _new(self, world: str, limits: Limits) -> Connection:
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
    """Return True if the child is still there, and nearly all of its wall time as well."""
    return connection.alive() and time.monotonic() - connection.began < wall * LITTLE


OURS = Session()
