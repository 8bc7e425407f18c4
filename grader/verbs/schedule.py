"""Write schedules as tokens, read them back, and make a failing schedule small.

A schedule is a list of choices, and a choice is 0 for the default.  Its token is the choices as text, such as
``0.0.1``; a long run of zeros is written as ``0x12``.  Zeros at the end are left out, so the default schedule is "".
A smaller schedule has fewer deviations from the default, or lower ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby


def token(choices: list[int]) -> str:
    """Return the token of a list of choices."""
    parts = []
    for choice, group in groupby(trimmed(choices)):
        count = len(list(group))
        parts += [f"0x{count}"] if choice == 0 and count > 3 else [str(choice)] * count
    return ".".join(parts)


def parse(schedule: str | list[int]) -> list[int]:
    """Return the choices of a token, or of a list of numbers; raise ValueError for text that is no token."""
    if not isinstance(schedule, str):
        return [int(choice) for choice in schedule]
    choices: list[int] = []
    for part in filter(None, schedule.split(".")):
        choices += _choices(part, schedule)
    return choices


def _choices(part: str, schedule: str) -> list[int]:
    zero, times, count = part.partition("x")
    if not (zero.isdecimal() and (count.isdecimal() or not times)):
        raise ValueError(
            f"{schedule!r} is no schedule: it should look like '0.0.1' or '0x12.1', "
            "as explore(...) prints it"
        )
    return [int(zero)] * int(count or 1)


def trimmed(choices: list[int]) -> list[int]:
    """Return the choices without the zeros at the end."""
    last = max((place for place, choice in enumerate(choices) if choice), default=-1)
    return list(choices[: last + 1])


MOST_REPLAYS = 120  # replays that one shrinking may take


def shrink(
    choices: list[int], fails: Callable[[list[int]], bool], most: int = MOST_REPLAYS
) -> list[int]:
    """Return the smallest schedule found that still fails; ``fails(choices)`` replays a schedule."""
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
    """Yield simpler schedules, the simplest first: as in Hypothesis, delete blocks, then lower choices."""
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
