"""Which schedules to try, and in which order: the default, then all near it, then random ones.

A strategy chooses the thread that runs next.  Each is deterministic, given its numbers.  A choice is
an index into the candidates, 0 being the default (the thread that runs goes on, else first in, first
out).  A run is the list of its choices.

Everything is counted, nothing timed: the same code gets the same schedules on every machine,
under any load.  A second of budget is worth ``STEPS`` scheduling steps.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Any, Protocol

from grader.simulation.event_log import EventLog
from grader.simulation.thread import SimThread

BITS = 2**64 - 1
STEPS = 24_000
"""Scheduling steps for each second of budget."""
OVERHEAD = 8
"""Steps that starting and ending a world is worth."""
SHARE = 0.5
"""Part of the budget that goes to the systematic search."""

Schedules = Generator[tuple[str, "Strategy"], Any, None]  # reports are sent


class Strategy(Protocol):
    """Chooses what happens next at each choice of a run, whose log holds the choices so far."""

    def choose(self, log: EventLog, candidates: list[SimThread]) -> int:
        """Return the thread that runs next, as an index into the candidates."""

    def pick(self, log: EventLog, count: int) -> int:
        """Return one of ``range(count)``, for a choice of another kind."""


class RandomNumbers:
    """Pseudo-random numbers from a seed: a linear congruential generator's upper half.

    It is set up at once, where a Mersenne twister takes as long as a tenth of a small world;
    SplitMix's way of mixing sets neighbouring seeds far apart.
    """

    def __init__(self, seed: int) -> None:
        mixed = (seed + 1) * 0x9E3779B97F4A7C15 & BITS
        mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9 & BITS
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB & BITS
        self.state = mixed ^ mixed >> 31

    def below(self, count: int) -> int:
        """Return one of ``range(count)``."""
        self.state = self.state * 6364136223846793005 + 1442695040888963407 & BITS
        return (self.state >> 33) % count

    def priority(self) -> int:
        """Return a number to compare."""
        return self.below(2**31)


class Replay:
    """The choices of a list; 0 after its end, the last candidate where there are fewer."""

    def __init__(self, choices: list[int]) -> None:
        self.choices = choices

    def choose(self, log: EventLog, candidates: list[SimThread]) -> int:
        return self.pick(log, len(candidates))

    def pick(self, log: EventLog, count: int) -> int:
        step = len(log.choices)
        choice = self.choices[step] if step < len(self.choices) else 0
        return min(choice, count - 1)


class Random:
    """A random walk: every candidate is equally likely, at every choice."""

    def __init__(self, seed: int) -> None:
        self.numbers = RandomNumbers(seed)

    def choose(self, log: EventLog, candidates: list[SimThread]) -> int:
        return self.numbers.below(len(candidates))

    def pick(self, log: EventLog, count: int) -> int:
        return self.numbers.below(count)


class Pct:
    """Probabilistic concurrency testing: random priorities, ``depth - 1`` points of change.

    Finds a bug of that depth with a probability of at least 1 / (n * k ** (depth - 1)) per run
    of n threads and k choices (Burckhardt et al., ASPLOS 2010).  ``steps`` is k as measured; a
    k far off makes the change points miss the run.
    """

    def __init__(self, seed: int, steps: int, depth: int) -> None:
        self.numbers = RandomNumbers(seed)
        self.priorities: dict[int, int] = {}
        self.changes: set[int] = set()
        self.lowest = 0
        while len(self.changes) < depth - 1:
            self.changes.add(self.numbers.below(max(steps, depth)))

    def choose(self, log: EventLog, candidates: list[SimThread]) -> int:
        for thread in candidates:
            if thread.id not in self.priorities:
                self.priorities[thread.id] = 1 + self.numbers.priority()
        best = self._best(candidates)
        if len(log.choices) in self.changes:
            self.lowest -= 1
            self.priorities[candidates[best].id] = self.lowest
            best = self._best(candidates)
        return best

    def _best(self, candidates: list[SimThread]) -> int:
        return max(range(len(candidates)), key=lambda i: self.priorities[candidates[i].id])

    def pick(self, log: EventLog, count: int) -> int:
        return self.numbers.below(count)


class Pos:
    """Partial-order sampling's flavour: a fresh random priority for each step of a thread.

    After Yuan, Yang and Gu (CAV 2018); without their look at which operations conflict.
    """

    def __init__(self, seed: int) -> None:
        self.numbers = RandomNumbers(seed)
        self.scores: dict[int, int] = {}

    def choose(self, log: EventLog, candidates: list[SimThread]) -> int:
        for thread in candidates:
            if thread.id not in self.scores:
                self.scores[thread.id] = self.numbers.priority()
        best = max(range(len(candidates)), key=lambda i: self.scores[candidates[i].id])
        del self.scores[candidates[best].id]
        return best

    def pick(self, log: EventLog, count: int) -> int:
        return self.numbers.below(count)


class Budget:
    """Scheduling steps to spend."""

    def __init__(self, seconds: float) -> None:
        self.total = self.left = seconds * STEPS

    def spend(self, steps: int) -> None:
        self.left -= steps + OVERHEAD

    def used(self, share: float) -> bool:
        """Return True if this share of the whole is spent."""
        return self.left <= self.total * (1 - share)


class Portfolio:
    """Gives strategies one after the other and learns from each run.

    Iterating yields ``("systematic" or "random", strategy)``; the report of the run is sent back.
    """

    def __init__(self, seconds: float, schedules: int | None = None, seed: int = 0) -> None:
        self.budget, self.limit, self.seed = Budget(seconds), schedules, seed
        self.runs, self.longest = 0, 1
        self.deviations: int | str = -1  # all schedules with so many deviations were tried
        self.counts = {"systematic": 0, "random": 0}

    @property
    def covered(self) -> dict[str, int | str]:
        """What was tried, as plain data."""
        return {"deviations": self.deviations, **self.counts, "longest": self.longest}

    def __iter__(self) -> Schedules:
        yield from self._near_the_default()
        yield from self._random()

    def learn(self, choices: list[int], steps: int) -> None:
        """Note what a run cost, in scheduling steps, and how long a schedule may be."""
        self.runs += 1
        self.longest = max(self.longest, len(choices))
        self.budget.spend(steps)

    def _is_spent(self, share: float) -> bool:
        return self.budget.used(share) or (self.limit is not None and self.runs >= self.limit)

    def _near_the_default(self) -> Schedules:
        """Yield every schedule with at most 0, 1, 2, … deviations from the default, while it lasts."""
        level: list[tuple[int, ...]] = [()]
        deviations = 0
        while level:
            following: list[tuple[int, ...]] = []
            for prefix in level:
                if self._is_spent(SHARE) and self.runs:
                    return
                run = yield "systematic", Replay(list(prefix))
                self.counts["systematic"] += 1
                following += deviating(prefix, run["choices"], run["arities"])
            self.deviations = deviations
            level, deviations = following, deviations + 1
        self.deviations = "all"

    def _random(self) -> Schedules:
        if self.deviations == "all":
            return
        queue = deque(self._kinds())
        while not self._is_spent(1.0):
            make = queue[0]
            queue.rotate(-1)
            self.seed += 1
            yield "random", make(self.seed)
            self.counts["random"] += 1

    def _kinds(self) -> Iterable[Callable[[int], Strategy]]:
        return (
            lambda seed: Pct(seed, self.longest, 2),
            Random,
            lambda seed: Pct(seed, self.longest, 3),
            Pos,
            lambda seed: Pct(seed, self.longest, 4),
        )


def deviating(
    prefix: tuple[int, ...], choices: list[int], arities: list[int]
) -> Iterator[tuple[int, ...]]:
    """Yield the schedules that deviate once more than ``prefix``, after it."""
    for place in range(len(prefix), len(choices)):
        for other in range(1, arities[place]):
            yield (*choices[:place], other)
