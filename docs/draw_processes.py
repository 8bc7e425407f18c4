"""Draws which process does what, for the page "How it works": `python docs/draw_processes.py`."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from grader.timeline.palette import (
    GREEN,
    INK_ON_FILL,
    ORANGE,
    SKY,
    THEMES,
    VERMILION,
    Theme,
)

PAGES = Path(__file__).parent / "pages"
FONT = "font-family='ui-sans-serif, system-ui, Helvetica, Arial, sans-serif'"
HEAD = (
    "<marker id='head' viewBox='0 0 8 8' refX='7' refY='4' "
    "markerWidth='7' markerHeight='7' orient='auto-start-reverse'>"
)
BOLD, PLAIN = "font-weight='600' font-size='14'", "font-size='12'"
LINE = 16  # pixels from one line of text to the next


class Drawing:
    """An SVG that grows; all lengths are pixels."""

    def __init__(self, width: int, height: int, title: str, theme: Theme) -> None:
        self.theme = theme
        self.parts = [
            f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}' {FONT} role='img'>",
            f"<title>{escape(title)}</title>",
            f"<defs>{HEAD}<path d='M0 0 8 4 0 8z' fill='{theme.ink}'/></marker></defs>",
        ]

    def frame(self, x: int, y: int, width: int, height: int, label: str) -> None:
        """A dashed border around what is walled off together."""
        self.parts.append(
            f"<rect x='{x}' y='{y}' width='{width}' height='{height}' rx='8' fill='{self.theme.band}' "
            f"stroke='{self.theme.soft}' stroke-width='1.5' stroke-dasharray='6 4'/>"
        )
        self.text(x + 14, y + 20, label, self.theme.soft)

    def process(self, x: int, y: int, width: int, fill: str, *lines: str) -> None:
        """A box for a process: its name, then what it does."""
        self.parts.append(
            f"<rect x='{x}' y='{y}' width='{width}' height='{14 + LINE * len(lines)}' rx='5' "
            f"fill='{fill}' stroke='{INK_ON_FILL}'/>"
        )
        for number, line in enumerate(lines):
            style = PLAIN if number else BOLD
            self.text(x + 12, y + 20 + LINE * number, line, INK_ON_FILL, style)

    def arrow(self, points: str, *, both: bool = False, dashed: bool = False) -> None:
        """A line through these points ("x y x y …") with a head at its end, or at both."""
        ends = "marker-end='url(#head)'" + (" marker-start='url(#head)'" if both else "")
        dashes = " stroke-dasharray='5 4'" if dashed else ""
        self.parts.append(
            f"<polyline points='{points}' fill='none' stroke='{self.theme.ink}' stroke-width='1.5'{dashes} {ends}/>"
        )

    def text(self, x: int, y: int, text: str, colour: str = "", style: str = PLAIN) -> None:
        """A line of text that begins at x."""
        ink = colour or self.theme.ink
        self.parts.append(f"<text x='{x}' y='{y}' fill='{ink}' {style}>{escape(text)}</text>")

    def svg(self) -> str:
        """The whole file."""
        return "\n".join([*self.parts, "</svg>", ""])


def processes(theme: Theme) -> str:
    """Who starts whom, and who talks to whom, while a class is graded."""
    title = (
        "The processes of a grading: one writer, judges, and in a sandbox fork servers and children"
    )
    it = Drawing(900, 452, title, theme)
    it.process(
        20, 20, 236, ORANGE, "grader grade", "journal, report;", "the one writer of the gradebook"
    )
    it.process(
        20,
        156,
        236,
        SKY,
        "Judge",
        "one for each core;",
        "runs check cells, asks properties,",
        "reads answers as text only",
    )
    it.frame(400, 20, 480, 412, "sandbox (bubblewrap): no network, read-only files")
    it.process(
        424,
        56,
        432,
        GREEN,
        "Fork server of the sandbox",
        "has imported everything once; one thread",
    )
    it.frame(424, 156, 432, 252, "namespaces of one submission")
    it.process(
        448,
        192,
        384,
        GREEN,
        "Fork server of the submission",
        "one thread; starts children, watches time and output,",
        "ends whatever a child leaves behind",
    )
    it.process(
        448,
        322,
        384,
        VERMILION,
        "Child",
        "the answer runs here, simulated or recorded;",
        "own folders, no privileges, limits of time and memory",
    )
    it.arrow("138 82 138 156")
    it.text(148, 112, "starts; sends submissions,")
    it.text(148, 112 + LINE, "gets verdicts")
    it.arrow("720 102 720 192")
    it.text(566, 132, "forks, for a submission")
    it.arrow("720 254 720 322")
    it.text(592, 292, "forks, for an attempt")
    it.arrow("256 176 330 176 330 80 424 80")
    it.text(268, 70, "asks for a fork server")
    it.arrow("256 200 448 200", both=True)
    it.text(268, 194, "asks for a child,")
    it.text(268, 216, "hears how it ended")
    it.arrow("138 234 138 352 448 352", both=True)
    it.text(150, 344, "sends the call; gets the report of the run")
    it.text(150, 368, "(plain data, no code)")
    return it.svg()


def inside(theme: Theme) -> str:
    """The layers inside a child that simulates."""
    title = "Inside a simulated child: the learner's code on the standard library, on replaced leaves, on the scheduler"
    it = Drawing(900, 290, title, theme)
    it.process(
        20,
        16,
        560,
        VERMILION,
        "The learner's code",
        "threads, queues, pools, coroutines; unmodified",
    )
    it.process(
        20,
        82,
        560,
        SKY,
        "The standard library",
        "threading, queue, concurrent.futures, asyncio; unmodified",
    )
    it.process(
        20,
        148,
        560,
        ORANGE,
        "The leaves, replaced before anything else is imported",
        "_thread, _queue, time, the selectors",
    )
    it.process(
        20,
        214,
        560,
        GREEN,
        "The scheduler",
        "three operations: point (another thread may go first), block, wake;",
        "one token, one virtual clock",
    )
    for y in (62, 128, 194):
        it.arrow(f"300 {y} 300 {y + 20}")
    it.text(612, 36, "Each thread is a real thread of the", theme.ink, BOLD)
    it.text(612, 36 + 18, "operating system with a baton,", theme.ink, BOLD)
    it.text(612, 36 + 36, "a lock that is born locked.", theme.ink, BOLD)
    batons = [
        ("main", "waits for pool-0_0"),
        ("pool-0_0", "runs: it has the token"),
        ("pool-0_1", "sleeps until 1 s"),
    ]
    for row, (name, state) in enumerate(batons):
        y = 100 + 44 * row
        fill = GREEN if row == 1 else "none"
        it.parts.append(
            f"<circle cx='624' cy='{y}' r='9' fill='{fill}' stroke='{theme.ink}' stroke-width='1.5'/>"
        )
        it.text(644, y - 2, name, theme.ink, BOLD)
        it.text(644, y + 14, state, theme.soft)
    it.text(612, 236, "The clock moves only when no thread", theme.ink)
    it.text(612, 236 + LINE, "can run: then to the next deadline.", theme.ink)
    return it.svg()


def pictures() -> Iterator[tuple[Path, str]]:
    """Every picture, light and dark, with the file for it."""
    for draw in (processes, inside):
        for name, theme in THEMES.items():
            yield PAGES / f"{draw.__name__}_{name}.svg", draw(theme)


if __name__ == "__main__":
    for path, svg in pictures():
        path.write_text(svg, encoding="utf-8")
