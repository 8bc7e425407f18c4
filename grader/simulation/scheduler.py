"""One token, one clock: which thread runs, and what time it is.

Each simulated thread is a real OS thread with a baton, a real lock born locked.  Exactly one
thread, ``current``, runs at a time; it hands the token on by releasing another's baton and
waiting for its own.  Only the holder of the token touches this state, so it needs no lock.

Everything that blocks is made of three operations: ``point`` (another thread may go first),
``block`` (until woken, or until a deadline) and ``wake``.  A thread is blocked exactly when it
sits in ``block``: never guessed from real time.  Time is an integer number of nanoseconds and
moves only when no thread can run.
"""

from _heapq import heappop, heappush

from grader.simulation.event_log import Story
from grader.simulation.originals import real
from grader.simulation.spins import ROUNDS, Spins
from grader.simulation.thread import BLOCKED, DONE, READY, RUNNING, SimThread
from grader.source_files import where

TOLD = 1_000  # locks taken in a row of which a shown run tells
INTERNAL = ("lock", "queue.get")  # waits that the library operation around them names better
DAY = 86_400 * 10**9


class Scheduler(Story, Spins):
    """The state of one simulated world; ``reset`` starts the next one."""

    def __init__(self):
        self.over = real.allocate_lock()
        self.over.acquire()
        self.wait_for_io = lambda pollers: False  # real I/O on its way? see selector.py
        self.telling = False  # note every scheduling point: for a run that is shown, not explored
        self.controller = SimThread(-1, "controller", False, None)
        self.controller.state, self.controller.ident = RUNNING, real.get_ident()
        self.handle_signals = lambda: None  # see signals.py
        self.reset()

    def reset(self):
        """Forget everything: a new world at time 0 with no thread."""
        self.now = 0
        self.begin_story()
        self.forget_polls()
        self.threads, self.ready, self.heap, self.pollers = {}, [], [], []
        self.current = self.main = self.controller
        self.signalled = []  # signals on their way to the main thread
        self.serial = self.steps = 0
        self.strategy, self.explorable, self.choices, self.arities = None, False, [], []
        self.offers = []  # for each choice: how many events were before it, the lanes to choose from
        self.unheard, self.holders = {}, {}
        self.polite = {}  # who has given way, and to whom that has not run since
        self.draining, self.horizon, self.max_steps = None, None, 100_000
        self.ended = None

    # -- threads -----------------------------------------------------------------------------

    def add(self, name, daemon=True):
        """A new thread, not yet ready."""
        thread = SimThread(self.lane(name, "thread"), name, daemon, self.current)
        self.threads[thread.id] = thread
        return thread

    # -- the three operations ----------------------------------------------------------------

    def point(self, why=""):
        """A scheduling point: another ready thread may go first."""
        choice = self.explorable and bool(self.ready)
        if choice:
            me = self.current
            me.state = READY
            self.ready.insert(0, me)
            self._switch(me)
            if self.signalled and me is self.main:
                self.handle_signals()
        if self.telling and self.taken < TOLD and self.rounds < ROUNDS:
            self._tell(why, choice)

    def pause(self):
        """Let every ready thread go first (``time.sleep(0)``)."""
        if self.ready:
            me = self.current
            me.state = READY
            self.polite[me] = set(self.ready)
            self.ready.append(me)
            self._switch(me, polling=True)
        else:
            self.polled("time.sleep(0)")

    def block(self, queue, deadline, why, poll=None, on=None):
        """Wait until woken (True) or until ``deadline`` nanoseconds (False).

        ``queue`` is the list of waiters to stand in; ``poll(seconds)`` tells whether a
        selector has something, and is asked whenever nothing else can run; ``on`` is the lock
        waited for, so that a deadlock can name its holder.
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
        self._switch(me)
        self.events.append((self.now, lane, "resume", "", None))
        if self.signalled and me is self.main and self.draining is None:
            timed_out = me.timed_out
            self.handle_signals()
            if not (timed_out or queue is not None or (poll is not None and poll(0))):
                return self.block(queue, deadline, why, poll, on)  # it was no more than a signal
            return not timed_out
        return not me.timed_out

    def wake(self, thread):
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

    def alone(self):
        """Whether nobody but the current thread can ever run, unless that one does something."""
        live = any(thread.deadline is not None for _, _, thread in tuple(self.heap))
        return not (live or self.ready or self.pollers)

    def due(self, thread, deadline):
        """Set a deadline for a thread that blocks, or for an alarm clock."""
        thread.timed_out, thread.deadline = False, deadline
        self.serial = thread.serial = self.serial + 1
        if deadline is not None:
            heappush(self.heap, (deadline, thread.serial, thread))

    # -- the token ---------------------------------------------------------------------------

    def _switch(self, me, polling=False):
        """Hand the token on; ``me`` is in its new state already.  Returns when it is back."""
        if me.state is not READY or polling:
            self._passed(polling)
        ready = self.ready
        if ready and not self.pollers and self.steps < self.max_steps:
            self.steps += 1
            chosen = self._next()
        else:
            chosen = self._dispatch()
        if chosen is None:  # the world has ended: whoever noticed tells, and all stay parked
            self.over.release()
            if me.state is not DONE:
                me.baton.acquire()
            return
        chosen.state, self.current = RUNNING, chosen
        if chosen is me:  # who could have handed on and did not may be spinning still
            return
        if me.state is READY and not polling:
            self._passed()
        chosen.baton.release()
        if me.state is not DONE:
            me.baton.acquire()

    def _dispatch(self):
        """The next thread to run; moves the clock when nobody can.  None: the world has ended."""
        while True:
            self.steps += 1
            if self.steps > self.max_steps or self.spun > DAY:
                return self._end("live-lock")
            for thread in self.pollers and list(self.pollers):
                if thread.poll(0):
                    self.wake(thread)
            if self.ready:
                return self._next()
            if self.pollers and self.wait_for_io(self.pollers):
                continue
            if not self._jump() and not self._give_up():
                return None

    def _next(self):
        """The one that goes on, taken out of those that are ready."""
        if self.polite:
            return self._next_in_turn()
        return self.ready.pop(self._choose(self.ready) if len(self.ready) > 1 else 0)

    def _next_in_turn(self):
        """None of those who gave way to somebody who has not run since: else a strategy may let
        them give way for ever (after Musuvathi and Qadeer, Fair stateless model checking, 2008)."""
        ready = set(self.ready)
        waiting = {me for me, others in self.polite.items() if others & ready}
        candidates = [each for each in self.ready if each not in waiting] or self.ready
        chosen = candidates[self._choose(candidates) if len(candidates) > 1 else 0]
        self.polite.pop(chosen, None)
        for others in self.polite.values():
            others.discard(chosen)
        self.ready.remove(chosen)
        return chosen

    def _choose(self, candidates):
        """A choice of who runs: an index into the candidates."""
        index = 0 if self.strategy is None else self.strategy.choose(self, candidates)
        self.choices.append(index)
        self.arities.append(len(candidates))
        if self.telling:
            self.offers.append((len(self.events), [thread.id for thread in candidates]))
        return index

    def decide(self, lanes):
        """A choice of another kind (asyncio's ready queue): an index into ``lanes``."""
        count = len(lanes)
        index = 0 if self.strategy is None else self.strategy.pick(self, count)
        self.choices.append(index)
        self.arities.append(count)
        if self.telling:
            self.offers.append((len(self.events), lanes))
        return index

    def _jump(self):
        """Move the clock to the next deadline; all who are due become ready together."""
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
                self.wake(thread) if thread.ring is None else thread.ring()
        return True

    def _give_up(self):
        """Nothing can run any more: back to whoever drains the world, or a deadlock."""
        if self.draining is not None:
            self.wake(self.draining)
            return True
        self._end("deadlock")
        return False

    def _end(self, how):
        self.ended = how
        return

    def stop(self, outcome, text, place):
        """End the world here and now, with a finding; the calling thread never goes on."""
        self.find(outcome, text, place)
        if self.current is self.controller:
            raise RuntimeError(text)
        self.ended = outcome
        self.over.release()
        self.current.baton.acquire()


scheduler = Scheduler()
