"""A failure card as a picture, as a terminal shows it: letters as outlines, so that its lanes line up everywhere."""

from __future__ import annotations

import html
import io
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from grader.failure import COLUMNS, CROSS
from grader.timeline.palette import THEMES, Theme

LETTER, LINE, MARGIN = 5.78, 13.0, 14.0
"""Points: a letter's width, a line's height, the margin; for DejaVu Sans Mono of 9.6 points."""
FONT: dict[str, Any] = {"family": "DejaVu Sans Mono", "size": 9.6}
OUTLINES: Any = {"svg.fonttype": "path", "svg.hashsalt": "grader"}


def save_card(card: str, theme: str, path: Path) -> None:
    """One SVG, whose name is the card's text."""
    buffer, figure = io.StringIO(), _sheet(card.splitlines(), THEMES[theme])
    with mpl.rc_context(OUTLINES):
        figure.savefig(buffer, format="svg", metadata={"Date": None}, transparent=True)
    name = f'<svg role="img" aria-label="{html.escape(card)}" '
    path.write_text(buffer.getvalue().replace("<svg ", name, 1), encoding="utf-8")


def _sheet(lines: list[str], ink: Theme) -> Figure:
    width, height = COLUMNS * LETTER + 2 * MARGIN, len(lines) * LINE + 2 * MARGIN
    figure = Figure((width / 72, height / 72), dpi=72)
    _frame(figure, width, height, ink)
    for number, line in enumerate(lines):
        y = height - MARGIN - (number + 0.8) * LINE
        figure.text(MARGIN / width, y / height, line, color=_colour(line, ink), **FONT)
    return figure


def _frame(figure: Figure, width: float, height: float, ink: Theme) -> None:
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(0, height))
    axes.axis("off")
    shape, size = "round,pad=0,rounding_size=6", (width - 2, height - 2)
    box = FancyBboxPatch((1, 1), *size, boxstyle=shape, fc=ink.band, ec=ink.faint, lw=0.8)
    axes.add_patch(box)


def _colour(line: str, ink: Theme) -> str:
    if line.startswith(CROSS):
        return ink.alarm
    return ink.difference if line.lstrip().startswith("▲") else ink.ink
