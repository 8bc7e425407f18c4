"""The scheduler: one token, one clock: which thread runs, and what time it is.

Each simulated thread is a real OS thread with a baton, a real lock that is locked at first.  Exactly
one thread, ``current``, runs at a time; it hands the token on by releasing another thread's baton
and waiting for its own.  Only the holder of the token touches this state, so it needs no lock.

Everything that blocks is made of three operations: ``point`` (another thread may go first),
``block`` (until woken, or until a deadline) and ``wake``.  A thread is blocked exactly when it
is in ``block``: never guessed from real time.  Time is an integer number of nanoseconds and
moves only when no thread can run.
"""

from __future__ import annotations

from _heapq import heappop, heappush

from grader.simulation.originals import real
from grader.simulation.spins import ROUNDS, Spins
from grader.simulation.thread import BLOCKED, DONE, READY, RUNNING, SimThread
from grader.source_files import where

TYPE_CHECKING = False  # stands for that of `typing`, which may not be imported here
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from grader.simulation.strategies import Strategy
    from grader.simulation.thread import Poll
    from grader.source_files import Place

MOST_LOCKS_NOTED = 1_000  # turns at locks taken in a row that a run notes which is to be shown
INTERNAL = ("lock", "queue.get")  # waits that the library operation around them names better
DAY = 86_400 * 10**9  # nanoseconds that a spin may let the clock creep
MOST_STEPS = 100_000  # scheduling steps of one world


class Scheduler(Spins):
    """The state of one simulated world; ``reset`` starts the next one."""

    def __init__(self) -> None:
        self.over = real.allocate_lock()  # released when the world has ended
        self.over.acquire()
        self.controller = SimThread(-1, "controller", False, None)
        self.controller.state, self.controller.ident = RUNNING, real.get_ident()
        self._wait_for_io: Callable[[list[SimThread]], bool] = lambda pollers: False
        self._handle_signals: Callable[[], object] = lambda: None
        self.reset()

    def reset(self, notes_turns: bool = False) -> None:
        """Forget everything: a new world at time 0 with no thread, whose log has turns if it is to be shown."""
        self.notes_turns = notes_turns
        self.now = 0
        self.reset_log()
        self.reset_polls()
        self.threads: dict[int, SimThread] = {}
        self.ready: list[SimThread] = []
        self.heap: list[tuple[int, int, SimThread]] = []  # (deadline, serial number, thread)
        self.pollers: list[SimThread] = []
        self.current = self.main = self.controller
        self.signalled: list[int] = []  # signals on their way to the main thread
        self.serial = self.steps = 0
        self.strategy: Strategy | None = None
        self.explorable = False
        # Threads that have given way, each with those that have not run since.
        self.gave_way: dict[SimThread, set[SimThread]] = {}
        self.draining: SimThread | None = None
        self.horizon: int | None = None
        self.max_steps = MOST_STEPS
        self.ended: str | None = None

    # -- the parts of the world around it ----------------------------------------------------

    def wait_for_io_with(self, function: Callable[[list[SimThread]], bool]) -> None:
        """Ask a function before the clock moves; it waits for I/O and returns True if some came."""
        self._wait_for_io = function

    def handle_signals_with(self, function: Callable[[], object]) -> None:
        """Call a function in the main thread when signals have come."""
        self._handle_signals = function

    def begin(self, root: SimThread) -> None:
        """Hand the token to the first thread of the world, which is its main thread."""
        self.current = self.main = root
        root.state = RUNNING
        root.baton.release()

    def follow(self, strategy: Strategy | None, explorable: bool) -> None:
        """Let a strategy choose from now on; without ``explorable`` points offer no choice."""
        self.strategy, self.explorable = strategy, explorable

    def drain(self, horizon: int) -> None:
        """Let the other threads run until none can before ``horizon``, in nanoseconds."""
        self.draining, self.horizon = self.current, horizon
        self.block(None, None, "rest")
        self.draining = None

    def finish(self) -> None:
        """End the world from its main thread, which has come to its end."""
        self.ended, self.main.state = "done", DONE
        self.over.release()

    # -- threads -----------------------------------------------------------------------------

    def add(self, name: str, daemon: bool = True) -> SimThread:
        """Return a new thread, which is not ready yet."""
        thread = SimThread(self.lane(name, "thread"), name, daemon, self.current)
        self.threads[thread.id] = thread
        return thread

    def alone(self) -> bool:
        """Return True if no other thread can ever run unless the current one does something."""
        live = any(thread.deadline is not None for _, _, thread in tuple(self.heap))
        return not (live or self.ready or self.pollers)

    # -- the three operations ----------------------------------------------------------------

    def point(self, why: str = "") -> None:
        """Offer a scheduling point: another ready thread may go first."""
        choice = self.explorable and bool(self.ready)
        if choice:
            me = self.current
            me.state = READY
            self.ready.insert(0, me)
            self.hand_on(me)
            if self.signalled and me is self.main:
                self._handle_signals()
        if self.notes_turns and self.taken < MOST_LOCKS_NOTED and self.rounds < ROUNDS:
            self.note_turn(why, choice)

    def pause(self) -> None:
        """Let every ready thread go first (``time.sleep(0)``)."""
        if self.ready:
            me = self.current
            me.state = READY
            self.gave_way[me] = set(self.ready)
            self.ready.append(me)
            self.hand_on(me, polling=True)
        else:
            self.polled("time.sleep(0)")

    def block(
        self,
        queue: list[Any] | None,
        deadline: int | None,
        why: str,
        poll: Poll | None = None,
        on: object = None,
    ) -> bool:
        """Wait until woken (return True) or until ``deadline`` nanoseconds (return False).

        ``queue`` is the list of waiters to stand in; ``poll(seconds)`` returns True if a
        selector has something, and is asked whenever nothing else can run; ``on`` is the lock
        waited for, so that a deadlock report can name its holder.
        """
        me = self.current
        me.state, me.queue, me.poll, me.on = BLOCKED, queue, poll, on
        me.why = why = (me.op or why) if why in INTERNAL else why
        if queue is not None:
            queue.append(me)
        if poll is not None:
            self.pollers.append(me)
        place = me.where = where()
        self.due(me, deadline)
        lane, me.last = me.id if me.task is None else me.task, (why, place)
        self.events.append((self.now, lane, "block", why, place))
        self.hand_on(me)
        self.events.append((self.now, lane, "resume", "", None))
        if self.signalled and me is self.main and self.draining is None:
            timed_out = me.timed_out
            self._handle_signals()
            if not (timed_out or queue is not None or (poll is not None and poll(0))):
                return self.block(queue, deadline, why, poll, on)  # it was no more than a signal
            return not timed_out
        return not me.timed_out

    def wake(self, thread: SimThread) -> None:
        """Make a blocked thread ready."""
        if thread.state is not BLOCKED:
            return
        thread.state, thread.deadline = READY, None
        if thread.poll is not None:
            thread.poll = None
            self.pollers.remove(thread)
        if thread.queue is not None and thread in thread.queue:
            thread.queue.remove(thread)
        thread.queue = None
        self.ready.append(thread)

    def due(self, thread: SimThread, deadline: int | None) -> None:
        """Set the deadline, in nanoseconds, of a thread that blocks, or of an alarm."""
        thread.timed_out, thread.deadline = False, deadline
        self.serial = thread.serial = self.serial + 1
        if deadline is not None:
            heappush(self.heap, (deadline, thread.serial, thread))

    # -- choices -----------------------------------------------------------------------------

    def decide(self, lanes: list[int]) -> int:
        """Return a choice among ``lanes``, as an index, for asyncio's ready queue."""
        count = len(lanes)
        index = 0 if self.strategy is None else self.strategy.pick(self, count)
        self.choices.append(index)
        self.arities.append(count)
        if self.notes_turns:
            self.offers.append((len(self.events), lanes))
        return index

    def _choose(self, candidates: list[SimThread]) -> int:
        """Return a choice of the thread that runs next, as an index into the candidates."""
        index = 0 if self.strategy is None else self.strategy.choose(self, candidates)
        self.choices.append(index)
        self.arities.append(len(candidates))
        if self.notes_turns:
            self.offers.append((len(self.events), [thread.id for thread in candidates]))
        return index

    # -- the token ---------------------------------------------------------------------------

    def stop(self, outcome: str, text: str, place: Place | None) -> None:
        """End the world here and now, with a finding; the calling thread never goes on."""
        self.find(outcome, text, place)
        if self.current is self.controller:
            raise RuntimeError(text)
        self.ended = outcome
        self.over.release()
        self.current.baton.acquire()

    def hand_on(self, me: SimThread, polling: bool = False) -> None:
        """Hand the token on; ``me`` is in its new state already.  Return when it is back."""
        if me.state is not READY or polling:
            self._token_passed(polling)
        ready = self.ready
        if ready and not self.pollers and self.steps < self.max_steps:
            self.steps += 1
            chosen: SimThread | None = self._next()
        else:
            chosen = self._dispatch()
        if chosen is None:  # the world has ended: tell the controller, and stay parked
            self.over.release()
            if me.state is not DONE:
                me.baton.acquire()
            return
        chosen.state, self.current = RUNNING, chosen
        if chosen is me:  # a thread that could have handed on and did not may be spinning still
            return
        if me.state is READY and not polling:
            self._token_passed()
        chosen.baton.release()
        if me.state is not DONE:
            me.baton.acquire()

    def _dispatch(self) -> SimThread | None:
        """Return the next thread to run; move the clock when none can.  None: the world has ended."""
        while True:
            self.steps += 1
            if self.steps > self.max_steps or self.spun > DAY:
                self.ended = "live-lock"
                return None
            for thread in self.pollers and list(self.pollers):
                if thread.poll is not None and thread.poll(0):
                    self.wake(thread)
            if self.ready:
                return self._next()
            if self.pollers and self._wait_for_io(self.pollers):
                continue
            if not self._jump() and not self._give_up():
                return None

    def _next(self) -> SimThread:
        """Take the thread that goes on out of those that are ready, and return it."""
        if self.gave_way:
            return self._next_in_turn()
        return self.ready.pop(self._choose(self.ready) if len(self.ready) > 1 else 0)

    def _next_in_turn(self) -> SimThread:
        """Do the same, but leave out threads that gave way to one that has not run since.

        Otherwise a strategy could let them give way for ever (after Musuvathi and Qadeer, Fair
        stateless model checking, PLDI 2008).
        """
        ready = set(self.ready)
        waiting = {me for me, others in self.gave_way.items() if others & ready}
        candidates = [each for each in self.ready if each not in waiting] or self.ready
        chosen = candidates[self._choose(candidates) if len(candidates) > 1 else 0]
        self.gave_way.pop(chosen, None)
        for others in self.gave_way.values():
            others.discard(chosen)
        self.ready.remove(chosen)
        return chosen

    # -- the clock ---------------------------------------------------------------------------

    def _jump(self) -> bool:
        """Move the clock to the next deadline; all threads that are due become ready together."""
        heap = self.heap
        if self.spinners and self.progressed:  # something may have changed: they look again
            return self._wake_spinners()
        while heap and (heap[0][2].deadline is None or heap[0][2].serial != heap[0][1]):
            heappop(heap)
        if not heap or (self.horizon is not None and heap[0][0] > self.horizon):
            return False
        self.now = max(self.now, heap[0][0])
        while heap and heap[0][0] <= self.now:
            _, serial, thread = heappop(heap)
            if thread.deadline is not None and thread.serial == serial:
                thread.timed_out = True
                self.wake(thread) if thread.on_deadline is None else thread.on_deadline()
        return True

    def _give_up(self) -> bool:
        """Wake the thread that drains the world when no other can run; without one: a deadlock."""
        if self.draining is not None:
            self.wake(self.draining)
            return True
        self.ended = "deadlock"
        return False


scheduler = Scheduler()
