"""Draw lanes, folded lanes and arrows on a canvas.

A lane has bars for what runs, lines for what waits, labels where they fit, and glyphs for marks.  A folded row
tells how many lanes are in each state, the states stacked.  Arrows tell which lane started or woke which, and in a
deadlock which waits for which.
"""

from __future__ import annotations

from grader.timeline import layout
from grader.timeline.canvas import Canvas, Fill, Stroke, Tip
from grader.timeline.layout import LABELLED, SMALL, Place, Time
from grader.timeline.palette import GLYPH_COLOURS, GLYPHS, INK_ON_FILL, LOOKS, Look
from grader.timeline.rows import Fold, Row
from grader.trace.model import Arrow, Lane, Mark, Span, Trace
from grader.units import say

Ends = tuple[float, float]
"""Left and right end, in points."""
PAD = 2.5
THIN = 2.0
STRIP = 0.3
"""The height of a span within another one, as a part of the outer bar's height."""
AT_MOST = 60
"""More thin arrows than that would hide more than they show; then none is drawn."""
HEAD = 4.0
STACKED = [state for state, look in LOOKS.items() if not look.dash]
"""The states that a folded row shows; waiting and sleeping lanes leave the row empty."""


def draw_lane(canvas: Canvas, place: Place, lane: Lane, time: Time) -> None:
    """Draw one lane; a span within another one is a strip at the lower edge of the outer one."""
    nested = nests(lane.spans)
    full = {id(outer) for _, outer in nested if outer is not None}
    for span, outer in nested:
        if outer is None:
            _draw_span(canvas, place, span, time, 2.0 if id(span) in full else 0.0)
        else:
            _draw_strip(canvas, place, span, time)
        canvas.tips.append(_tip(place, span, time))
    _draw_marks(canvas, place, lane.marks, time)


def nests(spans: list[Span]) -> list[tuple[Span, Span | None]]:
    """Return each span, in order of time, with the outermost span around it, or None."""
    found: list[tuple[Span, Span | None]] = []
    outer: Span | None = None
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if outer is not None and span.end <= outer.end and span.start < outer.end:
            found.append((span, outer))
        else:
            outer = span
            found.append((span, None))
    return found


def tip_text(span: Span) -> str:
    """Return all that is known of a span, as the text of a tip."""
    times = f"{say(span.start)} to {say(span.end)}, {say(span.length)}"
    place = f", {span.where}" if span.where else ""
    return f"{span.label or span.state}: {times} {span.state}{place}"


def draw_arrows(canvas: Canvas, trace: Trace, places: list[Place], time: Time) -> None:
    """Draw waits as bold arrows beside the lanes, the other arrows as thin lines behind them."""
    at = {place.row.name: place for place in places if isinstance(place.row, Row)}
    shown = [arrow for arrow in trace.arrows if {arrow.from_lane, arrow.to_lane} <= at.keys()]
    thin = [arrow for arrow in shown if arrow.kind != "waits-for"]
    for arrow in thin if len(thin) <= AT_MOST else []:
        _draw_thin(canvas, arrow, at, time)
    wide = [arrow for arrow in shown if arrow.kind == "waits-for"]
    for number, arrow in enumerate(
        sorted(wide, key=lambda arrow: at[arrow.from_lane].y - at[arrow.to_lane].y)
    ):
        _draw_wait_arrow(
            canvas,
            at[arrow.from_lane].middle,
            at[arrow.to_lane].middle,
            time.right,
            8 + 8.0 * number,
        )


def waits(trace: Trace) -> int:
    """Return how many arrows need room beside the lanes."""
    return sum(arrow.kind == "waits-for" for arrow in trace.arrows)


def draw_fold(canvas: Canvas, place: Place, fold: Fold, time: Time) -> None:
    """Draw a folded row: the highest total first, so that each smaller one covers its lower part."""
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
    """Return moments of change (nanoseconds), and for each state how many lanes are in that state or an earlier one."""
    changes = {state: dict(fold.counts(state)) for state in STACKED}
    changes = {state: steps for state, steps in changes.items() if steps}
    moments = sorted({moment for steps in changes.values() for moment in steps})
    below, totals = [0] * len(moments), {}
    for state, steps in changes.items():
        below = [count + more for count, more in zip(_filled(moments, steps), below, strict=True)]
        totals[state] = below
    return moments, totals


def _tip(place: Place, span: Span, time: Time) -> Tip:
    left, right = _ends(span, time)
    return Tip(left, place.y, right - left, place.height, tip_text(span))


def _ends(span: Span, time: Time) -> Ends:
    """Return where a span begins and ends; every span is at least wide enough to be seen."""
    return time.x(span.start), max(time.x(span.end), time.x(span.start) + 0.8)


def _draw_span(canvas: Canvas, place: Place, span: Span, time: Time, lift: float) -> None:
    look, (left, right) = LOOKS[span.state], _ends(span, time)
    if look.dash:
        _draw_wait(canvas, place.middle, (left, right), span.label, look)
        return
    height = place.height * look.height
    edge = INK_ON_FILL if right - left > THIN else look.fill  # else it would be all edge
    fill = Fill(look.fill, edge, look.hatch, 0.45, 3)
    canvas.rectangle(left, place.middle - height / 2, right - left, height, fill)
    _label_bar(canvas, place.middle - lift, (left, right), span.label, look)


def _draw_wait(canvas: Canvas, y: float, ends: Ends, label: str, look: Look) -> None:
    """Draw a broken line that begins with a short vertical one and is interrupted by its label."""
    left, right = ends
    stroke, post = Stroke(look.fill, 1.3, look.dash, 4), Stroke(look.fill, 1.0, None, 4)
    canvas.line([(left, y - 2.5), (left, y + 2.5)], post)
    text = layout.fit(label, right - left - 14, SMALL)
    if text:
        canvas.line([(left, y), (left + 5, y)], stroke)
        left = canvas.text(left + 8, y, text, SMALL, "soft") + 3
    canvas.line([(left, y), (right, y)], stroke)


def _draw_strip(canvas: Canvas, place: Place, span: Span, time: Time) -> None:
    look, (left, right) = LOOKS[span.state], _ends(span, time)
    bar = place.height * LOOKS["call"].height
    height = bar * STRIP
    top = place.middle + bar / 2 - height
    if look.dash:
        stroke = Stroke(INK_ON_FILL, 0.9, look.dash, 5)
        canvas.line([(left, top + height / 2), (right, top + height / 2)], stroke)
    else:
        fill = Fill(look.fill, INK_ON_FILL, look.hatch, 0.3, 4)
        canvas.rectangle(left, top, right - left, height, fill)


def _label_bar(canvas: Canvas, y: float, ends: Ends, label: str, look: Look) -> None:
    left, right = ends
    text = layout.fit(label, right - left - 2 * PAD, SMALL)
    if text and look.hatch:
        high, wide = 17 * look.height - 1.5, layout.width(text, SMALL) + 2
        ground = Fill(look.fill, "none", None, 0, 7)
        canvas.rectangle(left + PAD - 1, y - high / 2, wide, high, ground)
    if text:
        canvas.text(left + PAD, y, text, SMALL, INK_ON_FILL)


def _draw_marks(canvas: Canvas, place: Place, marks: list[Mark], time: Time) -> None:
    """Draw glyphs on the bars' upper edge, each with its label beside it if the neighbours' labels leave room."""
    shown = sorted((mark for mark in marks if mark.kind in LABELLED), key=lambda mark: mark.at)
    lefts = [time.x(mark.at) for mark in shown]
    free, size = time.left, SMALL - 0.5
    for number, (mark, x) in enumerate(zip(shown, lefts, strict=True)):
        colour = GLYPH_COLOURS.get(mark.kind, "ink")
        canvas.text(x, place.y - 0.5, GLYPHS[mark.kind], 6, colour, align=0.5)
        limit = lefts[number + 1] if number + 1 < len(lefts) else canvas.width
        right = layout.fit(mark.label, limit - x - 10, size) if x >= free else ""
        left = layout.fit(mark.label, x - free - 10, size)
        if len(left) > len(right):  # at the end, mostly
            free = canvas.text(x - 5, place.y - 5, left, size, colour, align=1)
        elif right:
            free = canvas.text(x + 5, place.y - 5, right, size, colour)


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


def _draw_wait_arrow(canvas: Canvas, waiter: float, holder: float, left: float, out: float) -> None:
    """Draw from the waiter's line out to the right and back to the holder's; a deadlock of two makes a ring."""
    start, tip, x = waiter + 2.2, holder - 2.2, left + out
    canvas.line(
        [(left + 2, start), (x, start), (x, tip), (left + 4, tip)], Stroke("alarm", 1.6, None, 8)
    )
    canvas.polygon(
        [(left + 1, tip), (left + 6, tip - 3), (left + 6, tip + 3)],
        Fill("alarm", "none", None, 0, 8),
    )


def _filled(moments: list[int], steps: dict[int, int]) -> list[int]:
    """Return the count at every moment, which is that of the last change."""
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
