"""A drawn timeline: shown by a notebook, written to a file.

In a notebook it is SVG inside the page, so that its ink follows the page's theme, light or dark, as it changes;
the text lanes are there for screen readers, and for viewers that show no SVG.
"""

from __future__ import annotations

import html
import io
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from grader.timeline.figure import Options, sheet
from grader.timeline.palette import THEMES
from grader.timeline.svg import polished, themed, tips
from grader.timeline.text import to_text
from grader.trace import Trace
from grader.units import say

STABLE: Any = {"svg.fonttype": "none", "svg.hashsalt": "grader", "hatch.linewidth": 0.6}
RETINA = 144
UNSEEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)"
PAGE = (
    '<figure style="margin:0;position:relative">{svg}<pre style="'
    + UNSEEN
    + '">{text}</pre></figure>'
)


class Picture:
    """A trace on paper; with `expected`, both above each other and the first difference marked."""

    def __init__(
        self, trace: Trace, expected: Trace | None = None, theme: str | None = None, **options: Any
    ) -> None:
        self.trace, self.expected, self.theme = trace, expected, theme
        self.ink = THEMES[theme or "light"]
        self.options = Options(**options)

    def figure(self) -> Figure:
        """A matplotlib Figure of its own, with no part in pyplot."""
        return sheet(self.trace, self.expected, self.ink, self.options)

    def text(self) -> str:
        """The same in plain text: the alternative for who cannot see it."""
        return to_text(self.trace, expected=self.expected)

    def svg(self) -> str:
        """SVG with real text in it, the same bytes for the same trace."""
        buffer, figure = io.StringIO(), self.figure()
        with mpl.rc_context(STABLE):
            figure.savefig(buffer, format="svg", metadata={"Date": None})
        return polished(buffer.getvalue(), self.summary(), tips(figure))

    def summary(self) -> str:
        """One sentence."""
        lanes = f"{len(self.trace.lanes)} lanes, {say(self.trace.end - self.trace.start)}"
        return f"Timeline of {lanes}" + (", below the expected one" if self.expected else "")

    def html(self) -> str:
        """The SVG for a page; without a theme of its own it takes the page's."""
        svg = self.svg()
        svg = svg[svg.index("<svg") :]
        return PAGE.format(svg=svg if self.theme else themed(svg), text=html.escape(self.text()))

    def save(self, path: str | Path) -> Path:
        """Written to a file, `.svg`, `.png` (144 dots an inch) or `.pdf` by its name."""
        path = Path(path)
        if path.suffix == ".svg":
            path.write_text(self.svg(), encoding="utf-8")
        else:
            with mpl.rc_context(STABLE):
                self.figure().savefig(path, dpi=RETINA, facecolor=self.ink.page)
        return path

    def _repr_mimebundle_(self, **_limits: Any) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": self.text()}
