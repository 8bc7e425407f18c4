"""One lane on the canvas: bars for what runs, lines for what waits, labels where they fit, glyphs for marks."""

from __future__ import annotations

from grader.timeline import measure
from grader.timeline.canvas import Canvas, Fill, Stroke, Tip
from grader.timeline.layout import LABELLED, SMALL, Place, Time
from grader.timeline.palette import GLYPH_COLOURS, GLYPHS, INK_ON_FILL, LOOKS, Look
from grader.trace import Lane, Mark, Span
from grader.units import say

PAD = 2.5
Slot = tuple[float, float]
"""Left and right, in points."""
SHALLOWER = 0.72
"""Height of a span within another one, as a part of the outer one's."""


def draw_lane(canvas: Canvas, place: Place, lane: Lane, time: Time) -> None:
    """Everything of one lane, outer spans first."""
    spans = sorted(lane.spans, key=lambda span: (span.start, -span.end))
    for number, span in enumerate(spans):
        inner = _inside(span, spans[number + 1 :])
        depth = sum(
            other.start <= span.start and span.end <= other.end for other in _near(spans, number)
        )
        _draw_span(canvas, place, span, inner, depth, time)
    _draw_marks(canvas, place, lane.marks, time)


def told(span: Span) -> str:
    """All that is known of a span, for the pointer that rests on it."""
    place = f", {span.where}" if span.where else ""
    return f"{span.label or span.state}: {say(span.start)} to {say(span.end)}, {say(span.length)} {span.state}{place}"


def _near(spans: list[Span], number: int) -> list[Span]:
    """Earlier spans that may hold this one; spans are sorted, and nests are shallow."""
    return [span for span in spans[max(0, number - 40) : number] if span.end > spans[number].start]


def _inside(outer: Span, later: list[Span]) -> list[Span]:
    inner = []
    for span in later:
        if span.start >= outer.end:
            break
        inner.append(span)
    return inner


def _draw_span(
    canvas: Canvas, place: Place, span: Span, inner: list[Span], depth: int, time: Time
) -> None:
    look = LOOKS[span.state]
    left, right = time.x(span.start), max(time.x(span.end), time.x(span.start) + 0.8)
    slot = _slot(span, inner, time)
    if look.dash:
        _draw_wait(canvas, place.middle, (left, right), slot, span.label, look)
    else:
        height = place.height * look.height * SHALLOWER**depth
        fill = Fill(look.fill, INK_ON_FILL, look.hatch, 0.45, 3 + depth)
        canvas.rectangle(left, place.middle - height / 2, right - left, height, fill)
        _label_bar(canvas, place.middle, slot, span.label, look)
    canvas.tips.append(Tip(left, place.y, right - left, place.height, told(span)))


def _draw_wait(canvas: Canvas, y: float, ends: Slot, slot: Slot, label: str, look: Look) -> None:
    """A broken line between two posts, interrupted by its label."""
    stroke, post = Stroke(look.fill, 1.3, look.dash, 4), Stroke(look.fill, 1.0, None, 4)
    canvas.line([(ends[0], y - 2.5), (ends[0], y + 2.5)], post)
    text = measure.fit(label, slot[1] - slot[0] - 14, SMALL)
    if text:
        canvas.line([(ends[0], y), (slot[0] + 5, y)], stroke)
        slot = (canvas.text(slot[0] + 8, y, text, SMALL, "soft") + 3, slot[1])
    canvas.line([(slot[0] if text else ends[0], y), (ends[1], y)], stroke)


def _slot(span: Span, inner: list[Span], time: Time) -> Slot:
    """The widest part of a span that no inner span covers, in points."""
    best, free = (0.0, 0.0), span.start
    for start, end in [*((other.start, other.end) for other in inner), (span.end, span.end)]:
        gap = (time.x(free), time.x(max(free, start)))
        best = max(best, gap, key=lambda pair: pair[1] - pair[0])
        free = max(free, end)
    return best


def _label_bar(canvas: Canvas, y: float, slot: Slot, label: str, look: Look) -> None:
    text = measure.fit(label, slot[1] - slot[0] - 2 * PAD, SMALL)
    if text and look.hatch:
        high = 17 * look.height - 1.5
        ground = Fill(look.fill, "none", None, 0, 7)
        canvas.rectangle(
            slot[0] + PAD - 1, y - high / 2, measure.width(text, SMALL) + 2, high, ground
        )
    if text:
        canvas.text(slot[0] + PAD, y, text, SMALL, INK_ON_FILL)


def _draw_marks(canvas: Canvas, place: Place, marks: list[Mark], time: Time) -> None:
    """A glyph on the bar's upper edge; its label above, as far as the next label lets it."""
    shown = sorted((mark for mark in marks if mark.kind in LABELLED), key=lambda mark: mark.at)
    lefts = [time.x(mark.at) for mark in shown]
    free = 0.0
    for number, (mark, x) in enumerate(zip(shown, lefts, strict=True)):
        colour = GLYPH_COLOURS.get(mark.kind, "ink")
        canvas.text(x, place.y - 0.5, GLYPHS[mark.kind], 6, colour, align=0.5)
        limit = lefts[number + 1] if number + 1 < len(lefts) else canvas.width
        if x >= free and (text := measure.fit(mark.label, limit - x - 10, SMALL - 0.5)):
            free = canvas.text(x + 5, place.y - 5, text, SMALL - 0.5, colour)
