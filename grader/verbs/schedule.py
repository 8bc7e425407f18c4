"""Make a failing schedule small: fewer deviations from the default, and lower ones.

A schedule's token: its choices as text, ``0.0.1``; runs of zeros are ``0x12``.

A choice is 0 for the default; zeros at the end are left out, so the default schedule is "".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby


def token(choices: list[int]) -> str:
    """The token of a list of choices."""
    parts = []
    for choice, group in groupby(trimmed(choices)):
        count = len(list(group))
        parts += [f"0x{count}"] if choice == 0 and count > 3 else [str(choice)] * count
    return ".".join(parts)


def parse(schedule: str | list[int]) -> list[int]:
    """The choices of a token; a list is taken as it is.  ValueError: neither."""
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
    """Without the zeros at the end."""
    last = max((place for place, choice in enumerate(choices) if choice), default=-1)
    return list(choices[: last + 1])


MOST_REPLAYS = 120  # replays


def shrink(
    choices: list[int], fails: Callable[[list[int]], bool], most: int = MOST_REPLAYS
) -> list[int]:
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
