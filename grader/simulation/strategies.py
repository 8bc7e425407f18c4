"""Which thread next? Strategies of choosing, each deterministic given its numbers.

A choice is an index into the candidates, 0 being the default (whoever runs goes on, else first
in, first out).  A run is the list of its choices.
"""

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
