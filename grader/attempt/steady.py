"""Does the same schedule give the same run? The guard of everything that is judged exactly.

After Shuttle's check of uncontrolled non-determinism: run twice, compare event by event.
"""

from itertools import zip_longest

from grader.attempt.message import message
from grader.simulation.strategies import Replay
from grader.simulation.world import World

# What a run tells besides its events.
TOLD = ("outcome", "value", "error", "output", "log", "yields")


def difference(first, load, choices, *, tidy):
    """The first pair of events in which a run and its repetition differ; None when they agree."""
    again = message(World(load, Replay(choices), True, tidy).play())
    pairs = zip_longest(first["events"], again["events"])
    differing = next(([one, other] for one, other in pairs if one != other), None)
    return differing or next(
        (_said(key, first, again) for key in TOLD if first[key] != again[key]), None
    )


def _said(key, first, again):
    """A pair of values, in the form of a pair of events."""
    return [[0, 0, key, repr(run[key])[:60], None] for run in (first, again)]
