"""What the scheduler knows of one simulated thread, and the four states of a thread."""

from __future__ import annotations

TYPE_CHECKING = False  # stands for that of `typing`, which may not be imported here
if TYPE_CHECKING:
    from _thread import LockType
    from collections.abc import Callable
    from types import FrameType
    from typing import Any, Protocol

    from grader.source_files import Place

    class Poll(Protocol):
        """What a thread blocked on descriptors is asked; see `grader.simulation.io.Poll`."""

        def __call__(self, seconds: float) -> bool: ...
        def foreign(self) -> bool: ...
        def another_process(self) -> bool: ...
        def in_flight(self) -> bool: ...


READY, RUNNING, BLOCKED, DONE = "ready", "running", "blocked", "done"


class SimThread:
    """What the scheduler knows of one thread.

    ``baton`` is the real lock that lets its OS thread run; the controller and alarms have none.
    ``op``, ``target`` and ``frame`` are the library operation that it is in: the name, the object
    and the user's calling frame.  ``queue``, ``deadline``, ``poll``, ``on``, ``why`` and ``where``
    describe the wait of a blocked thread (see `Scheduler.block`), ``last`` the last such wait.
    ``task`` is the lane of the asyncio task that is being stepped.
    """

    __slots__ = (
        "baton",
        "daemon",
        "deadline",
        "frame",
        "id",
        "ident",
        "joiners",
        "last",
        "name",
        "on",
        "on_deadline",
        "op",
        "parent",
        "poll",
        "queue",
        "serial",
        "state",
        "target",
        "task",
        "timed_out",
        "where",
        "why",
    )  # fmt: skip

    baton: LockType

    def __init__(self, id: int, name: str, daemon: bool, parent: SimThread | None) -> None:
        self.id, self.name, self.daemon, self.parent = id, name, daemon, parent
        self.state = READY
        self.ident = self.serial = 0
        self.timed_out = False
        self.why = self.op = ""
        self.joiners: list[Any] = []  # threads, and locks to release, that wait for its end
        self.deadline: int | None = None
        self.frame: FrameType | None = None
        self.last: tuple[str, Place | None] | None = None
        self.on: Any = None  # the lock that it waits for
        self.on_deadline: Callable[[], object] | None = None
        self.poll: Poll | None = None
        self.queue: list[Any] | None = None
        self.target: object = None
        self.task: int | None = None
        self.where: Place | None = None

    @property
    def done(self) -> bool:
        """True if the thread has ended."""
        return self.state is DONE
