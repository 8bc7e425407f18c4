"""Which schedules to try, in which order: the default, then all near it, then random ones.

Everything is counted, nothing timed: the same code gets the same schedules on every machine,
under any load.  A second of budget is worth ``STEPS`` scheduling steps.
"""

from collections import deque

from grader.simulation.strategies import Pct, Pos, Random, Replay

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
