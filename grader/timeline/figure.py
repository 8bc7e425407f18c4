"""Draw the whole sheet: titles, lanes, axis, first difference, legend."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from grader.timeline import layout
from grader.timeline.canvas import Canvas, Fill, Stroke
from grader.timeline.layout import GAP, INDENT, SIZE, SMALL, Place, Time, name_width, places, weight
from grader.timeline.palette import INK_ON_FILL, LOOKS, Look, Theme
from grader.timeline.rows import Row
from grader.timeline.shapes import draw_arrows, draw_fold, draw_lane, waits
from grader.timeline.text import MEANING, comparable, describe
from grader.trace.model import Trace
from grader.trace.questions import first_difference

MARGIN = 6.0
CLOCKS = {"virtual": "virtual time", "real": "real time", "steps": "step by step"}


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a picture: title, names of two traces, width in points, number of lanes beyond which to fold."""

    title: str = ""
    titles: tuple[str, str] = ("expected", "yours")
    width: float = 720.0
    lanes: int = 40


class Sheet:
    """A figure in the making; `top` tells how far down the sheet is filled, in points."""

    def __init__(
        self, titled: list[tuple[str, Trace]], theme: Theme, width: float, lanes: int
    ) -> None:
        self.titled, self.lanes = titled, lanes
        self.canvas, self.top = Canvas(width, theme), MARGIN
        traces = [trace for _, trace in titled]
        left = MARGIN + name_width(traces, lanes, width) + GAP
        right = width - MARGIN - 8 - 9 * max(map(waits, traces))
        self.time = Time(
            min(t.start for t in traces), max(t.end for t in traces), left, right, traces[0].clock
        )

    def draw(self, title: str) -> Figure:
        """Draw everything, from top to bottom, and return the figure."""
        self._title(title)
        first = self.top
        for name, trace in self.titled:
            self._section(name, trace)
        self._axis(first)
        self._difference(first)
        self._legend()
        return self.canvas.figure(self.top + MARGIN)

    def _title(self, title: str) -> None:
        if title:
            room = self.canvas.width - 2 * MARGIN
            text = layout.fit(title, room, 10, "bold")
            self.canvas.text(MARGIN, self.top + 7, text, 10, weight="bold")
            self.top += 20

    def _section(self, name: str, trace: Trace) -> None:
        if name:
            self.canvas.text(MARGIN, self.top + 6, name, SIZE, "soft", style="italic")
            self.top += 14
        rows = places(trace, self.top, self.lanes, trace.waiters())
        for number, place in enumerate(rows):
            self._row(place, number)
        draw_arrows(self.canvas, trace, rows, self.time)
        self.top = max((place.y + place.height for place in rows), default=self.top) + GAP

    def _row(self, place: Place, number: int) -> None:
        if number % 2 == 0:
            self._band(place)
        x = MARGIN + INDENT * place.row.depth
        heavy = weight(place.row)
        style = (
            "italic" if isinstance(place.row, Row) and place.row.lane.kind == "task" else "normal"
        )
        name = layout.fit(place.row.name, self.time.left - GAP - x, SIZE, heavy)
        self.canvas.text(x, place.middle, name, SIZE, weight=heavy, style=style)
        if isinstance(place.row, Row):
            draw_lane(self.canvas, place, place.row.lane, self.time)
        else:
            draw_fold(self.canvas, place, place.row, self.time)

    def _band(self, place: Place) -> None:
        top = place.y - place.above - 1.75
        height = place.above + place.height + 3.5
        self.canvas.rectangle(0, top, self.canvas.width, height, Fill("band", "none", None, 0, 0))

    def _axis(self, first: float) -> None:
        """Draw the ticks below the lanes, and at each a faint line through all lanes."""
        free = 0.0
        for tick in self.time.ticks():
            x, label = self.time.x(tick), self.time.label(tick)
            self.canvas.line([(x, first - 2), (x, self.top - 3)], Stroke("faint", 0.6, None, 1))
            left = min(
                x - layout.width(label, SMALL) / 2,
                self.canvas.width - layout.width(label, SMALL) - 1,
            )
            if left >= free:
                free = self.canvas.text(left, self.top + 3, label, SMALL, "soft") + 6
        self.canvas.text(
            MARGIN, self.top + 3, CLOCKS[self.time.clock], SMALL, "soft", style="italic"
        )
        self.top += 14

    def _difference(self, first: float) -> None:
        """Draw a line through both traces where they first differ, and say below it what happened there."""
        difference = (
            first_difference(self.titled[-1][1], self.titled[0][1])
            if len(self.titled) == 2
            else None
        )
        if difference is None:
            return
        x = self.time.x(difference.at)
        self.canvas.line([(x, first), (x, self.top - 17)], Stroke("difference", 1.4, (3.0, 1.5), 8))
        text = f"▲ {describe(difference.got, difference.expected)}"
        room = self.canvas.width - 2 * MARGIN
        text = layout.fit(text, room, SIZE)
        left = min(max(MARGIN, x - 4), self.canvas.width - MARGIN - layout.width(text, SIZE))
        self.canvas.text(left, self.top + 5, text, SIZE, "difference")
        self.top += 15

    def _legend(self) -> None:
        """Draw a small sample of each state that occurs."""
        used = {
            span.state for _, trace in self.titled for lane in trace.lanes for span in lane.spans
        }
        x = self.time.left
        for state, look in LOOKS.items():
            if state in used:
                self._sample(x, look)
                x = self.canvas.text(x + 22, self.top + 6, MEANING[state], SMALL, "soft") + 14
        if any(waits(trace) for _, trace in self.titled):
            self.canvas.line([(x, self.top + 6), (x + 18, self.top + 6)], Stroke("alarm", 1.6))
            self.canvas.text(x + 22, self.top + 6, "waits for", SMALL, "soft")
        self.top += 12 if used else 0

    def _sample(self, x: float, look: Look) -> None:
        y = self.top + 6
        if look.dash:
            self.canvas.line([(x, y), (x + 18, y)], Stroke(look.fill, 1.3, look.dash, 4))
        else:
            height = 9 * look.height
            self.canvas.rectangle(
                x, y - height / 2, 18, height, Fill(look.fill, INK_ON_FILL, look.hatch, 0.45, 3)
            )


def sheet(trace: Trace, expected: Trace | None, theme: Theme, options: Options) -> Figure:
    """Return the figure of a trace, or of two traces, the expected one above."""
    trace, expected = comparable(trace, expected)
    above, below = options.titles
    titled = [("", trace)] if expected is None else [(above, expected), (below, trace)]
    return Sheet(titled, theme, options.width, options.lanes).draw(options.title)
