"""Make a failing schedule small: fewer deviations from the default, and lower ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from grader.schedule import trimmed

MOST = 120  # replays


def shrink(choices: list[int], fails: Callable[[list[int]], bool], most: int = MOST) -> list[int]:
    """The smallest schedule found that still fails; ``fails`` replays one."""
    best, left, improved = trimmed(choices), most, True
    while improved:
        improved = False
        for candidate in _smaller(best):
            if left == 0:
                return best
            left -= 1
            if fails(candidate):
                best, improved = trimmed(candidate), True
                break
    return best


def _smaller(choices: list[int]) -> Iterator[list[int]]:
    """Simpler schedules, the boldest first (after Hypothesis: delete blocks, then lower)."""
    places = [place for place, choice in enumerate(choices) if choice]
    size = len(places)
    while size:
        for start in range(0, len(places), size):
            chosen = set(places[start : start + size])
            yield [0 if place in chosen else choice for place, choice in enumerate(choices)]
        size //= 2
    for place in places:
        if choices[place] > 1:
            yield [*choices[:place], 1, *choices[place + 1 :]]
    for place in places:
        if place and not choices[place - 1]:
            yield [*choices[: place - 1], choices[place], 0, *choices[place + 1 :]]
