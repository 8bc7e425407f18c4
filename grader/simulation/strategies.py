"""Which schedules to try, in which order: the default, then all near it, then random ones.

Everything is counted, nothing timed: the same code gets the same schedules on every machine,
under any load.  A second of budget is worth ``STEPS`` scheduling steps.

Which thread next? Strategies of choosing, each deterministic given its numbers.

A choice is an index into the candidates, 0 being the default (whoever runs goes on, else first
in, first out).  A run is the list of its choices.
"""

from collections import deque

BITS = 2**64 - 1


class Draws:
    """Numbers without a pattern, from a seed: a linear congruential generator's upper half.

    It begins at once, where a Mersenne twister takes as long as a tenth of a small world; SplitMix's
    way of mixing sets neighbouring seeds far apart.
    """

    def __init__(self, seed):
        mixed = (seed + 1) * 0x9E3779B97F4A7C15 & BITS
        mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9 & BITS
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB & BITS
        self.state = mixed ^ mixed >> 31

    def below(self, count):
        """One of ``range(count)``."""
        self.state = self.state * 6364136223846793005 + 1442695040888963407 & BITS
        return (self.state >> 33) % count

    def priority(self):
        """A number to compare."""
        return self.below(2**31)


class Replay:
    """The choices of a list; 0 after its end, the last candidate where there are fewer."""

    def __init__(self, choices):
        self.choices = choices

    def choose(self, scheduler, candidates):
        return self.pick(scheduler, len(candidates))

    def pick(self, scheduler, count):
        step = len(scheduler.choices)
        choice = self.choices[step] if step < len(self.choices) else 0
        return min(choice, count - 1)


class Random:
    """Every candidate alike, at every choice (a random walk)."""

    def __init__(self, seed):
        self.draws = Draws(seed)

    def choose(self, scheduler, candidates):
        return self.draws.below(len(candidates))

    def pick(self, scheduler, count):
        return self.draws.below(count)


class Pct:
    """Probabilistic concurrency testing: random priorities, ``depth - 1`` points of change.

    Finds a bug of that depth with a probability of at least 1 / (n * k ** (depth - 1)) per run
    of n threads and k choices (Burckhardt et al., ASPLOS 2010).  ``steps`` is k as measured; a
    k far off makes the change points miss the run.
    """

    def __init__(self, seed, steps, depth):
        self.draws = Draws(seed)
        self.priorities, self.changes, self.lowest = {}, set(), 0
        while len(self.changes) < depth - 1:
            self.changes.add(self.draws.below(max(steps, depth)))

    def choose(self, scheduler, candidates):
        for thread in candidates:
            if thread.id not in self.priorities:
                self.priorities[thread.id] = 1 + self.draws.priority()
        best = self._best(candidates)
        if len(scheduler.choices) in self.changes:
            self.lowest -= 1
            self.priorities[candidates[best].id] = self.lowest
            best = self._best(candidates)
        return best

    def _best(self, candidates):
        return max(range(len(candidates)), key=lambda i: self.priorities[candidates[i].id])

    def pick(self, scheduler, count):
        return self.draws.below(count)


class Pos:
    """Partial-order sampling's flavour: a fresh random priority for each step of a thread.

    After Yuan, Yang and Gu (CAV 2018); without their look at which operations conflict.
    """

    def __init__(self, seed):
        self.draws = Draws(seed)
        self.scores = {}

    def choose(self, scheduler, candidates):
        for thread in candidates:
            if thread.id not in self.scores:
                self.scores[thread.id] = self.draws.priority()
        best = max(range(len(candidates)), key=lambda i: self.scores[candidates[i].id])
        del self.scores[candidates[best].id]
        return best

    def pick(self, scheduler, count):
        return self.draws.below(count)


STEPS = 24_000  # scheduling steps for each second of budget
OVERHEAD = 8  # steps that starting and ending a world is worth
SHARE = 0.5  # of the budget goes to the systematic part


class Budget:
    """Steps to spend."""

    def __init__(self, seconds):
        self.total = self.left = seconds * STEPS

    def spend(self, steps):
        self.left -= steps + OVERHEAD

    def used(self, share):
        """Whether this share of the whole is spent."""
        return self.left <= self.total * (1 - share)


class Portfolio:
    """Gives strategies one after the other and learns from each run."""

    def __init__(self, seconds, schedules=None, seed=0):
        self.budget, self.limit, self.seed = Budget(seconds), schedules, seed
        self.runs, self.longest = 0, 1
        self.covered = {"deviations": -1, "systematic": 0, "random": 0, "longest": 1}

    def __iter__(self):
        yield from self._near_the_default()
        yield from self._random()

    def learn(self, choices, steps):
        """A run has ended: what it cost, how long a schedule may be."""
        self.runs += 1
        self.longest = self.covered["longest"] = max(self.longest, len(choices))
        self.budget.spend(steps)

    def _spent(self, share):
        return self.budget.used(share) or (self.limit is not None and self.runs >= self.limit)

    def _near_the_default(self):
        """Every schedule with at most 0, 1, 2, … deviations from the default, while it lasts."""
        level, deviations = [()], 0
        while level:
            following = []
            for prefix in level:
                if self._spent(SHARE) and self.runs:
                    return
                run = yield "systematic", Replay(list(prefix))
                self.covered["systematic"] += 1
                following += deviating(prefix, run["choices"], run["arities"])
            self.covered["deviations"] = deviations
            level, deviations = following, deviations + 1
        self.covered["deviations"] = "all"

    def _random(self):
        if self.covered["deviations"] == "all":
            return
        queue = deque(self._kinds())
        while not self._spent(1.0):
            make = queue[0]
            queue.rotate(-1)
            self.seed += 1
            yield "random", make(self.seed)
            self.covered["random"] += 1

    def _kinds(self):
        return (
            lambda seed: Pct(seed, self.longest, 2),
            Random,
            lambda seed: Pct(seed, self.longest, 3),
            Pos,
            lambda seed: Pct(seed, self.longest, 4),
        )


def deviating(prefix, choices, arities):
    """The schedules that deviate once more than ``prefix``, after it."""
    for place in range(len(prefix), len(choices)):
        for other in range(1, arities[place]):
            yield (*choices[:place], other)
