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

from grader.simulation.leaves import real
from grader.simulation.moments import moments, timers
from grader.simulation.where import user_frame, where

READY, RUNNING, BLOCKED, DONE = "ready", "running", "blocked", "done"

# A spin is this many polls in a row by one thread with no switch; once it is proven (ROUNDS
# such rows, nothing else having happened) fewer polls make a row.
POLLS, PROVEN_POLLS, ROUNDS = 200, 20, 3
PROVEN_TURNS = 2  # of a loop: with many coroutines that ask, a turn costs much
TURNS = 20_000  # of loops at one instant: what comes through its selector moves nothing
LOCKS, PROVEN_LOCKS = 20_000, 200  # the same for locks taken in a row without having to wait
TOLD = 1_000  # of those, how many a shown run tells of
INTERNAL = ("lock", "queue.get")  # waits that the library operation around them names better
MILLISECOND, DAY = 1_000_000, 86_400 * 10**9


class SimThread:
    """What the scheduler knows of one thread."""

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
        "op",
        "parent",
        "poll",
        "queue",
        "ring",
        "serial",
        "state",
        "target",
        "task",
        "timed_out",
        "where",
        "why",
    )  # fmt: skip

    def __init__(self, id, name, daemon, parent):
        self.id, self.name, self.daemon, self.parent = id, name, daemon, parent
        self.state = READY
        self.baton = self.frame = self.ident = self.task = self.last = None
        self.queue = self.deadline = self.poll = self.on = self.ring = None
        self.timed_out, self.why, self.where = False, "", None
        self.joiners, self.serial, self.op, self.target = [], 0, "", None

    @property
    def done(self):
        return self.state is DONE


class Scheduler:
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
        self.threads, self.ready, self.heap, self.pollers, self.spinners = {}, [], [], [], []
        self.current = self.main = self.controller
        self.signalled = []  # signals on their way to the main thread
        self.next_id = self.serial = self.steps = 0
        self.strategy, self.explorable, self.choices, self.arities = None, False, [], []
        self.offers = []  # for each choice: how many events were before it, the lanes to choose from
        self.events, self.findings, self.output, self.log, self.yields = [], [], [], [], []
        self.lanes, self.unheard, self.holders = [], {}, {}
        self.polls, self.rounds, self.creep, self.spun = {}, 0, 1, 0
        self.turns = self.turned = 0  # of loops at one instant, and at which
        self.came = self.handles = 0  # how often something came through a selector; steps of loops
        self.taken, self.most_locks = 0, LOCKS
        self.polite = {}  # who has given way, and to whom that has not run since
        self.progressed = False
        self.draining, self.horizon, self.max_steps = None, None, 100_000
        self.ended = self.told = None

    # -- threads -----------------------------------------------------------------------------

    def add(self, name, daemon=True):
        """A new thread, not yet ready."""
        thread = SimThread(self.lane(name, "thread"), name, daemon, self.current)
        self.threads[thread.id] = thread
        return thread

    def lane(self, name, kind, parent=None):
        """A new lane of the trace; its number."""
        if parent is None and self.current is not self.controller:
            parent = self.here()
        self.lanes.append([self.next_id, name, kind, parent, self.now, None])
        self.next_id += 1
        return self.next_id - 1

    def here(self):
        """The lane of whatever runs now: a task's if one is being stepped, else the thread's."""
        thread = self.current
        return thread.id if thread.task is None else thread.task

    def event(self, kind, what="", place=None):
        """Add to the trace: at this instant, in this lane."""
        self.events.append((self.now, self.here(), kind, what, place))

    def find(self, kind, text, place):
        """Note a finding once."""
        finding = {"kind": kind, "text": text, "where": place}
        if finding not in self.findings:
            self.findings.append(finding)

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

    def _tell(self, why, choice):
        """Note whose turn it is: each visible operation; of lines and opcodes those that matter."""
        lane = self.here()
        if choice or self.told != lane or not why.startswith(("line", "opcode")):
            self.events.append((self.now, lane, "turn", why, where()))
        self.told = lane

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

    def took_many_locks(self):
        """Thousands of locks taken without once having to wait: the others get a turn too.

        Where nobody is ready, but somebody sleeps, whoever takes them may wait for that sleeper
        (``while True: with lock: if running < limit: break``): a spin like one on the clock.
        """
        if self.taken < self.most_locks:
            return
        if self.ready:
            self.pause()
        elif self.heap:
            self._spin("a lock")

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

    # -- polling -----------------------------------------------------------------------------

    def polled(self, what, thing=None, proven=PROVEN_POLLS):
        """A clock read or a failed try: many of one thing, in a row, by one thread, are a spin.

        Then the others run, and the clock creeps, so that whoever spins until a deadline gets
        there: 1 ns at first (``as_completed`` waits for ``now > deadline``), doubling.
        """
        key = id(thing)
        count = self.polls[key] = self.polls.get(key, 0) + 1
        if count >= proven and (count >= POLLS or self.rounds >= ROUNDS):
            self._spin(what, thing)

    def begin_handle(self):
        """A loop goes on to its next handle, whose reads of the clock are counted anew."""
        self.handles += 1
        if self.polls:
            self.polls.pop(id(None), None)

    def end_turn(self, loop, moved):
        """A turn of a loop in which nothing has come from outside is a poll; else not."""
        self.turns = self.turns + 1 if self.now == self.turned or self.rounds else 0
        self.turned = self.now
        if moved and self.turns < TURNS:
            self.polls.pop(id(loop), None)
        else:
            self.polled("the clock", loop, PROVEN_TURNS)

    def _spin(self, what, thing=None):
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
        self.due(me, self._creep_to(user_frame(), thing))
        self.spun += self.creep
        self.creep = self.creep * 2 if self.creep < MILLISECOND else self.creep + self.creep // 32
        self._switch(me, polling=True)

    def _creep_to(self, frame, thing):
        """When who spins looks again: after the creep, or at a moment that its variables name."""
        later = self.now + self.creep
        if self.rounds < ROUNDS:
            return later
        named = moments(frame) | timers(thing)
        return min([later, *(moment for moment in named if moment > self.now)])

    def alone(self):
        """Whether nobody but the current thread can ever run, unless that one does something."""
        live = any(thread.deadline is not None for _, _, thread in tuple(self.heap))
        return not (live or self.ready or self.pollers)

    def give_way(self, what):
        """A proven spin that polls nothing: others run, or the clock creeps, if that can help."""
        if self.ready or self.heap:
            self.rounds, self.creep = max(self.rounds, ROUNDS - 1), max(self.creep, MILLISECOND)
            self._spin(what)

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

    def _passed(self, polling=False):
        """The token passes: whoever polled in a row does so no more."""
        if not polling:
            self.rounds, self.creep, self.spun = 0, 1, 0
            self.progressed, self.most_locks = True, LOCKS
        self.taken = 0
        if self.polls:
            self.polls.clear()

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

    def _wake_spinners(self):
        for thread in self.spinners:
            self.wake(thread)
        self.spinners.clear()
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
