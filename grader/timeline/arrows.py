"""Who started whom, who woke whom, and in a deadlock who waits for whom."""

from __future__ import annotations

from grader.timeline.canvas import Canvas, Fill, Stroke
from grader.timeline.layout import Place, Time
from grader.trace import Arrow, Trace
from grader.trace_fold import Row

AT_MOST = 60
"""Beyond that many, thin arrows hide more than they show."""
HEAD = 4.0


def draw_arrows(canvas: Canvas, trace: Trace, places: list[Place], time: Time) -> None:
    """Waits boldly beside the lanes, the others as thin verticals behind them."""
    at = {place.row.name: place for place in places if isinstance(place.row, Row)}
    shown = [arrow for arrow in trace.arrows if {arrow.from_lane, arrow.to_lane} <= at.keys()]
    thin = [arrow for arrow in shown if arrow.kind != "waits-for"]
    for arrow in thin if len(thin) <= AT_MOST else []:
        _draw_thin(canvas, arrow, at, time)
    wide = [arrow for arrow in shown if arrow.kind == "waits-for"]
    for number, arrow in enumerate(
        sorted(wide, key=lambda arrow: at[arrow.from_lane].y - at[arrow.to_lane].y)
    ):
        _draw_wait(
            canvas,
            at[arrow.from_lane].middle,
            at[arrow.to_lane].middle,
            time.right,
            8 + 8.0 * number,
        )


def waits(trace: Trace) -> int:
    """How many arrows need room beside the lanes."""
    return sum(arrow.kind == "waits-for" for arrow in trace.arrows)


def _draw_thin(canvas: Canvas, arrow: Arrow, at: dict[str, Place], time: Time) -> None:
    start, end = at[arrow.from_lane], at[arrow.to_lane]
    down = end.y > start.y
    y = end.y if down else end.y + end.height
    x, tail = time.x(arrow.to_time), time.x(arrow.from_time)
    canvas.line([(tail, start.middle), (x, y)], Stroke("faint", 0.8, None, 1))
    back = -HEAD if down else HEAD
    canvas.polygon(
        [(x, y), (x - HEAD / 2, y + back), (x + HEAD / 2, y + back)],
        Fill("soft", "none", None, 0, 8),
    )


def _draw_wait(canvas: Canvas, waiter: float, holder: float, left: float, out: float) -> None:
    """From the waiter's line out to the right and back to the holder's: two that wait for each other make a ring."""
    start, tip, x = waiter + 2.2, holder - 2.2, left + out
    canvas.line(
        [(left + 2, start), (x, start), (x, tip), (left + 4, tip)], Stroke("alarm", 1.6, None, 8)
    )
    canvas.polygon(
        [(left + 1, tip), (left + 6, tip - 3), (left + 6, tip + 3)],
        Fill("alarm", "none", None, 0, 8),
    )
