"""Spins: a thread that asks again and again without waiting lets other threads, and the clock, go on.

A scheduler of virtual time would never end ``while not done: pass``: the clock moves only when no
thread can run.  So polls are counted.  Many polls of one thing, in a row, by one thread are a spin;
then the other threads run, and where none is ready the clock creeps on, in growing steps.  Nothing
else lets the clock creep.

``while time.monotonic() < end: pass`` never says how long it will spin.  A clock that creeps in ever
larger steps would reach ``end`` late; one that also stops wherever a number of the spinning function
could be its end reaches it exactly.  A stop at a number that meant something else costs nothing.
"""

from __future__ import annotations

from itertools import chain

from grader.simulation.event_log import EventLog
from grader.simulation.thread import BLOCKED
from grader.source_files import user_frame, where

TYPE_CHECKING = False  # stands for that of `typing`, which may not be imported here
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from grader.simulation.thread import SimThread

START_NS = 100 * 10**9
"""Where ``time.monotonic`` starts, in nanoseconds: not at 0, since a deadline must never be false."""
EPOCH_NS = 1_700_000_000 * 10**9
"""Where ``time.time`` starts, in nanoseconds: 2023-11-14 22:13:20 UTC."""
MOST_NUMBERS = 200
"""Numbers of a spinning function that are looked at."""
POLLS, PROVEN_POLLS = 200, 20
"""Polls in a row that are a spin; fewer are enough once the spin is proven."""
ROUNDS = 3
"""So many spins in a row, with nothing else happening, prove that a thread spins."""
PROVEN_TURNS = 2
"""Turns of an event loop that are a spin once it is proven: with many coroutines a turn costs much."""
TURNS = 20_000
"""Turns of an event loop at one instant after which what comes through its selector counts no more."""
LOCKS, PROVEN_LOCKS = 20_000, 200
"""Locks taken in a row without having to wait that are a spin; once it is proven, fewer are enough."""
MILLISECOND = 1_000_000


class Spins(EventLog):
    """The scheduler's counting of polls; the scheduler inherits it."""

    ready: list[SimThread]
    heap: list[tuple[int, int, SimThread]]
    if TYPE_CHECKING:  # methods of the scheduler

        def pause(self) -> None: ...
        def wake(self, thread: SimThread) -> None: ...
        def due(self, thread: SimThread, deadline: int | None) -> None: ...
        def hand_on(self, me: SimThread, polling: bool = False) -> None: ...

    def reset_polls(self) -> None:
        """Start the counts of a new world."""
        self.polls: dict[int, int] = {}  # id of a thing → polls of it in a row
        self.rounds = 0  # spins in a row
        self.creep = 1  # the clock's next step in a spin, in nanoseconds
        self.spun = 0  # nanoseconds that the clock has crept since something else happened
        self.spinners: list[SimThread] = []
        self.progressed = False  # something has happened since the last spin
        self.turns = self.turned = 0  # turns of loops at one instant, and that instant
        self.came = 0  # times that a selector had something
        self.handles = 0  # handles that event loops have run
        self.taken, self.most_locks = 0, LOCKS

    def took_many_locks(self) -> None:
        """Give the other threads a turn if many locks were taken without once having to wait.

        Where none is ready, but one sleeps, the locks may be taken to wait for that one
        (``while True: with lock: if running < limit: break``): a spin like one on the clock.
        """
        if self.taken < self.most_locks:
            return
        if self.ready:
            self.pause()
        elif self.heap:
            self._spin("a lock")

    def polled(self, what: str, thing: object = None, proven: int = PROVEN_POLLS) -> None:
        """Count a read of the clock or a failed try; many of one thing, in a row, are a spin.

        Then the clock creeps, so that a spin until a deadline gets there: 1 ns at first
        (``as_completed`` waits for ``now > deadline``), then twice as much each time.
        """
        key = id(thing)
        count = self.polls[key] = self.polls.get(key, 0) + 1
        if count >= proven and (count >= POLLS or self.rounds >= ROUNDS):
            self._spin(what, thing)

    def begin_handle(self) -> None:
        """An event loop goes on to its next handle, whose reads of the clock are counted anew."""
        self.handles += 1
        if self.polls:
            self.polls.pop(id(None), None)

    def end_turn(self, loop: object, moved: bool) -> None:
        """Count a turn of an event loop as a poll if nothing has come from outside."""
        self.turns = self.turns + 1 if self.now == self.turned or self.rounds else 0
        self.turned = self.now
        if moved and self.turns < TURNS:
            self.polls.pop(id(loop), None)
        else:
            self.polled("the clock", loop, PROVEN_TURNS)

    def give_way(self, what: str) -> None:
        """Let others run, or the clock creep, in a proven spin that polls nothing."""
        if self.ready or self.heap:
            self.rounds, self.creep = max(self.rounds, ROUNDS - 1), max(self.creep, MILLISECOND)
            self._spin(what)

    def _spin(self, what: str, thing: object = None) -> None:
        self.rounds += 1
        if self.rounds >= ROUNDS:
            self.most_locks = PROVEN_LOCKS
        if self.rounds == ROUNDS:
            self.find("busy wait", f"spins on {what} without waiting", where())
        me = self.current
        me.state, me.queue, me.poll, me.why = BLOCKED, None, None, f"spin on {what}"
        self.spinners.append(me)
        self.progressed = False
        me.where = where()
        self.due(me, self._next_look(user_frame(), thing))
        self.spun += self.creep
        self.creep = self.creep * 2 if self.creep < MILLISECOND else self.creep + self.creep // 32
        self.hand_on(me, polling=True)

    def _next_look(self, frame: FrameType | None, thing: object) -> int:
        """Return when a spinning thread looks again: after the creep, or when a variable says so."""
        later = self.now + self.creep
        if self.rounds < ROUNDS:
            return later
        named = moments(frame) | timers(thing)
        return min([later, *(moment for moment in named if moment > self.now)])

    def _wake_spinners(self) -> bool:
        for thread in self.spinners:
            self.wake(thread)
        self.spinners.clear()
        return True

    def _token_passed(self, polling: bool = False) -> None:
        """Forget the polls in a row, since the token passes to another thread."""
        if not polling:
            self.rounds, self.creep, self.spun = 0, 1, 0
            self.progressed, self.most_locks = True, LOCKS
        self.taken = 0
        if self.polls:
            self.polls.clear()


def moments(frame: FrameType | None) -> set[int]:
    """Return the instants, in nanoseconds of the scheduler's clock, that numbers in a frame name.

    A number may be a reading of either clock, in seconds or nanoseconds, or be added to one.
    """
    numbers = [] if frame is None else list(_numbers(frame))[:MOST_NUMBERS]
    readings = [instant for number in numbers for instant in _instants(number)]
    spans = {
        round(number * 1e9) if number < 1e6 else round(number) for number in numbers if number > 0
    }
    ends = chain(readings, (reading + span for reading in set(readings) for span in spans))
    return {
        moment for end in ends for moment in (end, end + 1)
    }  # after rounding, or where <= is asked


def timers(loop: object) -> set[int]:
    """Return when an event loop's next timer is due; an empty set for anything else."""
    scheduled = getattr(loop, "_scheduled", None)
    return {round(scheduled[0]._when * 1e9) - START_NS} if scheduled else set()


def _numbers(frame: FrameType) -> Iterator[int | float]:
    """Yield the numbers among variables, constants, named globals and attributes of ``self``."""
    variables, code = frame.f_locals, frame.f_code
    own = getattr(variables.get("self"), "__dict__", None) or {}
    named = (frame.f_globals.get(name) for name in code.co_names)
    for value in chain(variables.values(), code.co_consts, own.values(), named):
        if type(value) in (int, float) and -1e20 < value < 1e20:
            yield value


def _instants(number: int | float) -> Iterator[int]:
    """Yield what a reading means on the scheduler's clock: seconds or nanoseconds of either clock."""
    whole = round(number * 1e9) if -1e12 < number < 1e12 else int(number)
    for zero in (START_NS, EPOCH_NS):
        if whole >= zero:
            yield whole - zero
        if isinstance(number, int) and number >= zero:
            yield number - zero
