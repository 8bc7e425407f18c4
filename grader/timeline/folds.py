"""Many lanes as one row: how many of them are in each state, the states stacked."""

from __future__ import annotations

from grader.timeline.canvas import Canvas, Fill
from grader.timeline.layout import SMALL, Place, Time
from grader.timeline.palette import INK_ON_FILL, LOOKS
from grader.trace_fold import Fold

STACKED = [state for state, look in LOOKS.items() if not look.dash]
"""What counts as doing something; waiting and sleeping lanes leave the row empty."""


def draw_fold(canvas: Canvas, place: Place, fold: Fold, time: Time) -> None:
    """The tallest total first, so that each smaller one covers the lower part of it."""
    moments, totals = stacked(fold)
    top = max((count for counts in totals.values() for count in counts), default=0)
    for layer, state in enumerate(reversed(totals)):
        look = LOOKS[state]
        points = _stairs(moments, totals[state], place, top, time)
        canvas.polygon(points, Fill(look.fill, INK_ON_FILL, look.hatch, 0.45, 3 + layer))
    canvas.text(
        time.right,
        place.y + 4,
        f"at most {top} at once" if top else "idle",
        SMALL - 0.5,
        "soft",
        align=1.0,
    )


def stacked(fold: Fold) -> tuple[list[int], dict[str, list[int]]]:
    """Moments of change (nanoseconds), and for each state that occurs how many lanes are in it or in one before it."""
    changes = {state: dict(fold.counts(state)) for state in STACKED}
    changes = {state: steps for state, steps in changes.items() if steps}
    moments = sorted({moment for steps in changes.values() for moment in steps})
    below, totals = [0] * len(moments), {}
    for state, steps in changes.items():
        below = [count + more for count, more in zip(_filled(moments, steps), below, strict=True)]
        totals[state] = below
    return moments, totals


def _filled(moments: list[int], steps: dict[int, int]) -> list[int]:
    """The count at every moment: that of the last change."""
    count, counts = 0, []
    for moment in moments:
        count = steps.get(moment, count)
        counts.append(count)
    return counts


def _stairs(
    moments: list[int], counts: list[int], place: Place, top: int, time: Time
) -> list[tuple[float, float]]:
    base = height = place.y + place.height
    points = [(time.x(moments[0]), base)]
    for moment, count in zip(moments, counts, strict=True):
        points.append((time.x(moment), height))
        height = base - place.height * count / top
        points.append((time.x(moment), height))
    return [*points, (points[-1][0], base)]
