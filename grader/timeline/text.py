"""Show a trace as lanes of plain text, for terminals, failure cards and alternative texts.

    worker-0  ┣fetch a━━━━━━━━━━━━━━━━━━━━━━━━━┫
    worker-1  ┣fetch b━━━┫┣fetch c━━━━━━━━━━┫┄┄┄queue.get┄┄┄┄┄
              0 s                    1 s                   2 s

Every state has its own line character as well as its label, so nothing depends on colour.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from grader.timeline.rows import Fold, Row, rows, with_tail
from grader.timeline.scale import Scale
from grader.trace.model import Arrow, Lane, Mark, Span, Trace
from grader.trace.questions import by_steps, first_difference


class Style(NamedTuple):
    """The characters of a span: the first, the repeated and the last one."""

    left: str
    fill: str
    right: str


UNICODE = {
    "call": Style("┣", "━", "┫"),
    "running": Style("█", "█", "█"),
    "held": Style("▓", "▓", "▓"),
    "ready": Style("▒", "▒", "▒"),
    "waiting": Style("┄", "┄", "┄"),
    "sleeping": Style("·", "·", "·"),
}
ASCII = {
    "call": Style("[", "=", "]"),
    "running": Style("#", "#", "#"),
    "held": Style("!", "!", "!"),
    "ready": Style("%", "%", "%"),
    "waiting": Style("-", "-", "-"),
    "sleeping": Style(".", ".", "."),
}
MARKS = {"yield": "▾", "error": "✗", "log": "•", "print": "•"}
ASCII_MARKS = {"yield": "v", "error": "X", "log": "*", "print": "*"}
LEVELS = " ▁▂▃▄▅▆▇█"
MEANING = {
    "call": "a call",
    "running": "running",
    "held": "holds up the event loop",
    "ready": "ready, no processor",
    "waiting": "waiting",
    "sleeping": "sleeping",
}


def to_text(
    trace: Trace,
    width: int = 78,
    *,
    expected: Trace | None = None,
    lanes: int = 40,
    plain: bool = False,
    legend: bool = True,
) -> str:
    """Return the trace in lines of at most `width` characters, below `expected` with the first difference."""
    trace, expected = comparable(trace, expected)
    traces = [trace] if expected is None else [expected, trace]
    names = _name_width(traces, width, lanes)
    painter = Painter(Scale.of(traces, width - names), names, lanes, plain)
    lines = painter.lanes(trace) if expected is None else painter.comparison(trace, expected)
    lines += [painter.axis(), *waits(trace), *(painter.legend() if legend else [])]
    return "\n".join(line.rstrip() for line in lines)


def waits(trace: Trace) -> list[str]:
    """Return a sentence for each wait of one lane for another: for what, and where."""
    return [_wait(trace, arrow) for arrow in trace.arrows if arrow.kind == "waits-for"]


def comparable(trace: Trace, expected: Trace | None) -> tuple[Trace, Trace | None]:
    """Return both traces on one clock: on one that counts steps if time stands still in both."""
    shown = [trace] if expected is None else [trace, expected]
    if all(one.stands_still() for one in shown):
        shown = [by_steps(one) for one in shown]
    first, *others = map(with_tail, shown)
    return first, others[0] if others else None


def name(row: Row | Fold) -> str:
    """Return the name of a row, indented by its depth."""
    return "  " * row.depth + row.name


class Painter:
    """Writes lanes on one scale; `used` has the states that were written, for the legend."""

    def __init__(self, scale: Scale, names: int, lanes: int = 40, plain: bool = False) -> None:
        self.scale, self.names, self.at_most = scale, names, lanes
        self.styles, self.marks = (ASCII, ASCII_MARKS) if plain else (UNICODE, MARKS)
        self.levels = " .:-=+*#@" if plain else LEVELS
        self.pointer, self.more = ("^", "..") if plain else ("▲", "…")
        self.used: dict[str, None] = {}

    def lanes(self, trace: Trace, keep: Collection[str] = ()) -> list[str]:
        """Return one line for each row of the trace."""
        return [self.line(name(row), row) for row in rows(trace, self.at_most, keep)]

    def line(self, title: str, row: Row | Fold) -> str:
        """Return a line with a name and a lane."""
        return self._name(title) + self.row(row)

    def axis(self) -> str:
        """Return the line with the ticks below the lanes."""
        return " " * self.names + self.scale.axis()

    def comparison(self, trace: Trace, expected: Trace) -> list[str]:
        """Return the expected lanes, the real ones, and a pointer to the first difference."""
        lines = ["expected", *self.lanes(expected), "yours", *self.lanes(trace)]
        return lines + self.difference(trace, expected)

    def difference(self, trace: Trace, expected: Trace) -> list[str]:
        """Return a line that points at the first difference and says what it is; no line if there is none."""
        difference = first_difference(trace, expected)
        if difference is None:
            return []
        column = self.names + min(self.scale.column(difference.at), self.scale.columns - 1)
        text = describe(difference.got, difference.expected)
        return [
            " " * column + f"{self.pointer} {text}"
            if column < 40
            else f"{text} {self.pointer}".rjust(column + 1)
        ]

    def row(self, row: Row | Fold) -> str:
        """Return the lane itself, without its name."""
        return self._fold(row) if isinstance(row, Fold) else self._lane(row.lane)

    def legend(self) -> list[str]:
        """Return a line that says what the used characters mean."""
        parts = [
            f"{style.left}{style.fill}{style.right} {MEANING[state]}"
            for state, style in self.styles.items()
            if state in self.used
        ]
        return ["  ".join(parts)] if parts else []

    def _name(self, text: str) -> str:
        return (
            text.ljust(self.names)
            if len(text) < self.names
            else text[: self.names - 1 - len(self.more)] + self.more + " "
        )

    def _lane(self, lane: Lane) -> str:
        cells = [" "] * self.scale.columns
        outer: list[Span] = []
        for span in sorted(lane.spans, key=lambda span: (span.start, -span.length)):
            outer = [other for other in outer if other.end >= span.end and other.end > span.start]
            self._span(cells, span) if not outer else self._inner(cells, span)
            outer.append(span)
        for mark in lane.marks:
            self._mark(cells, mark)
        return "".join(cells)

    def _span(self, cells: list[str], span: Span) -> None:
        self.used[span.state] = None
        start, end = self.scale.column(span.start), self.scale.column(span.end)
        start = min(start, len(cells) - 1)
        if start >= end and span.state != "call" and cells[start] != " ":
            return  # too short to take another span's place
        shown = bar(self.styles[span.state], span.label, max(end - start, 1), self.more)
        cells[start : max(end, start + 1)] = shown

    def _inner(self, cells: list[str], span: Span) -> None:
        """Write a span within a call: its characters replace those of the call's line, but not its label."""
        self.used[span.state] = None
        line = self.styles["call"].fill
        start, end = self.scale.column(span.start), self.scale.column(span.end)
        for column in range(start, min(max(end, start + 1), len(cells))):
            if cells[column] == line:
                cells[column] = self.styles[span.state].fill

    def _mark(self, cells: list[str], mark: Mark) -> None:
        if mark.kind in self.marks:
            cells[self._free(cells, self.scale.column(mark.at))] = self.marks[mark.kind]

    def _free(self, cells: list[str], column: int) -> int:
        """Return the next column without a letter of a label; the given column if there is none near."""
        column = min(column, len(cells) - 1)
        later = range(column, min(column + 12, len(cells)))
        return next(
            (place for place in later if not (cells[place].isalnum() or cells[place] in ".()…")),
            column,
        )

    def _fold(self, fold: Fold) -> str:
        """Return how many of the folded lanes do anything, as heights of one to eight eighths."""
        busy = [0] * self.scale.columns
        for span in (
            span
            for lane in fold.lanes
            for span in lane.spans
            if span.state in ("call", "running", "held")
        ):
            start = min(self.scale.column(span.start), len(busy) - 1)
            for column in range(start, max(self.scale.column(span.end), start + 1)):
                busy[column] += 1
        top = max(1, *busy)
        return "".join(self.levels[-(-count * 8 // top)] for count in busy)


def bar(style: Style, label: str, width: int, more: str = "…") -> list[str]:
    """Return a span of `width` characters with as much of its label as fits inside."""
    if width <= 2:
        return [style.left, style.right][:width]
    inside = width - 2
    text = label if len(label) <= inside else shorten(label, inside, more)
    return [style.left, *text.ljust(inside, style.fill), style.right]


def shorten(text: str, width: int, more: str = "…") -> str:
    """Return the text cut to `width` with an ellipsis; an empty text if less than two letters would be left."""
    if len(text) <= width:
        return text
    return text[: width - len(more)] + more if width - len(more) >= 2 else ""


def describe(got: str | None, expected: str | None) -> str:
    """Return a difference as one phrase."""
    if got is None:
        return f"expected here: {expected}"
    return (
        f"here: {got}; expected: {expected}" if expected else f"here: {got}, which is not expected"
    )


def _wait(trace: Trace, arrow: Arrow) -> str:
    sentence = f"{arrow.from_lane} waits for {arrow.to_lane}"
    waiting = [span for span in trace.lane(arrow.from_lane).spans if span.state == "waiting"]
    what = [text for text in (waiting[-1].label, waiting[-1].where) if text] if waiting else []
    return f"{sentence}: {', '.join(what)}" if what else sentence


def _name_width(traces: list[Trace], width: int, lanes: int) -> int:
    names = [name(row) for trace in traces for row in rows(trace, lanes)]
    return min(max(map(len, names), default=0) + 2, width // 3)
