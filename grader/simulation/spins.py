"""Spins: who asks again and again without waiting gives the others, and the clock, their turn.

Nothing else lets time creep.  Who polls in a row is found out by counting; what it is called, and
how fast the clock then goes, is told in each method.

The moments that a spin on the clock may be waiting for, read off its variables.

``while time.monotonic() < end: pass`` never says how long it will spin.  A clock that creeps in ever
larger steps comes to ``end`` late; one that also stops wherever a number of the spinning function
could be its end comes to it exactly.  A stop at a number that meant something else costs nothing.
"""

from itertools import chain

from grader.simulation.thread import BLOCKED
from grader.source_files import user_frame, where

START_NS = 100 * 10**9  # ``time.monotonic`` does not start at 0: a deadline is never false
EPOCH_NS = 1_700_000_000 * 10**9  # 2023-11-14 22:13:20 UTC
MOST_NUMBERS = 200  # numbers looked at


def moments(frame):
    """Instants, in nanoseconds of the scheduler's clock, that numbers in sight of a frame name.

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


def timers(loop):
    """When an event loop's next timer is due; nothing of anything else."""
    scheduled = getattr(loop, "_scheduled", None)
    return {round(scheduled[0]._when * 1e9) - START_NS} if scheduled else set()


def _numbers(frame):
    """Variables, constants, globals by their names, and the attributes of ``self``."""
    variables, code = frame.f_locals, frame.f_code
    own = getattr(variables.get("self"), "__dict__", None) or {}
    named = (frame.f_globals.get(name) for name in code.co_names)
    for value in chain(variables.values(), code.co_consts, own.values(), named):
        if type(value) in (int, float) and -1e20 < value < 1e20:
            yield value


def _instants(number):
    """A reading as instants of the scheduler's clock: seconds or nanoseconds of either clock."""
    whole = round(number * 1e9) if -1e12 < number < 1e12 else int(number)
    for zero in (START_NS, EPOCH_NS):
        if whole >= zero:
            yield whole - zero
        if type(number) is int and number >= zero:
            yield number - zero


# A spin is this many polls in a row by one thread with no switch; once it is proven (ROUNDS
# such rows, nothing else having happened) fewer polls make a row.
POLLS, PROVEN_POLLS, ROUNDS = 200, 20, 3
PROVEN_TURNS = 2  # of a loop: with many coroutines that ask, a turn costs much
TURNS = 20_000  # of loops at one instant: what comes through its selector moves nothing
LOCKS, PROVEN_LOCKS = 20_000, 200  # the same for locks taken in a row without having to wait
MILLISECOND = 1_000_000


class Spins:
    """The scheduler's counting of polls."""

    def forget_polls(self):
        """A new world: nobody has asked anything."""
        self.polls, self.rounds, self.creep, self.spun = {}, 0, 1, 0
        self.spinners, self.progressed = [], False
        self.turns = self.turned = 0  # of loops at one instant, and at which
        self.came = self.handles = 0  # how often something came through a selector; steps of loops
        self.taken, self.most_locks = 0, LOCKS

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

    def give_way(self, what):
        """A proven spin that polls nothing: others run, or the clock creeps, if that can help."""
        if self.ready or self.heap:
            self.rounds, self.creep = max(self.rounds, ROUNDS - 1), max(self.creep, MILLISECOND)
            self._spin(what)

    def _wake_spinners(self):
        for thread in self.spinners:
            self.wake(thread)
        self.spinners.clear()
        return True

    def _passed(self, polling=False):
        """The token passes: whoever polled in a row does so no more."""
        if not polling:
            self.rounds, self.creep, self.spun = 0, 1, 0
            self.progressed, self.most_locks = True, LOCKS
        self.taken = 0
        if self.polls:
            self.polls.clear()
