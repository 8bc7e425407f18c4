"""A drawn timeline, which a notebook shows and which can be written to a file.

In a notebook the picture is SVG inside the page, so that its ink follows the page's theme, light or dark, as the
theme changes.  The text lanes are there for screen readers, and for viewers that show no SVG.  matplotlib's SVG
lacks the page's own colours, a name, and tips for the pointer; this module adds them.
"""

from __future__ import annotations

import html
import io
import re
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from grader.timeline.canvas import Labels, Tip
from grader.timeline.figure import Options, sheet
from grader.timeline.layout import FAMILY
from grader.timeline.palette import LIGHT, THEMES
from grader.timeline.text import to_text
from grader.trace.model import Trace
from grader.units import say

STABLE: Any = {"svg.fonttype": "none", "svg.hashsalt": "grader", "hatch.linewidth": 0.6}
RETINA = 144
UNSEEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)"
PAGE = (
    '<figure style="margin:0;position:relative">{svg}<pre style="'
    + UNSEEN
    + '">{text}</pre></figure>'
)
VARIABLES = {
    "ink": "--jp-content-font-color1",
    "soft": "--jp-content-font-color2",
    "faint": "--jp-border-color2",
    "band": "--jp-cell-editor-background",
}
"""JupyterLab's names for the colours of our ink that change with the theme."""
BOTH = {"alarm": "#E0601F", "difference": "#C2629A"}
FONTS = f"'{FAMILY}', Verdana, sans-serif"
ROOT = f'font-family="{FONTS}" stroke-linejoin="round" style="max-width:100%;height:auto"'


class Picture:
    """A drawn trace; with `expected`, both traces above each other and the first difference marked."""

    def __init__(
        self, trace: Trace, expected: Trace | None = None, theme: str | None = None, **options: Any
    ) -> None:
        self.trace, self.expected, self.theme = trace, expected, theme
        self.ink = THEMES[theme or "light"]
        self.options = Options(**options)

    def figure(self) -> Figure:
        """Return a new matplotlib Figure; pyplot does not know it."""
        return sheet(self.trace, self.expected, self.ink, self.options)

    def text(self) -> str:
        """Return the same as plain text, for readers who cannot see the picture."""
        return to_text(self.trace, expected=self.expected)

    def svg(self) -> str:
        """Return SVG with real text in it; equal traces give equal bytes."""
        buffer, figure = io.StringIO(), self.figure()
        with mpl.rc_context(STABLE):
            figure.savefig(buffer, format="svg", metadata={"Date": None})
        return polished(buffer.getvalue(), self.summary(), tips(figure))

    def summary(self) -> str:
        """Return a name for the picture: the number of lanes, and how long the run lasted."""
        lanes = f"{len(self.trace.lanes)} lanes, {say(self.trace.end - self.trace.start)}"
        return f"Timeline of {lanes}" + (", below the expected one" if self.expected else "")

    def html(self) -> str:
        """Return HTML with the SVG and the text; without a theme of its own the SVG takes the page's."""
        svg = self.svg()
        svg = svg[svg.index("<svg") :]
        return PAGE.format(svg=svg if self.theme else themed(svg), text=html.escape(self.text()))

    def save(self, path: str | Path) -> Path:
        """Write the picture to a file, `.svg`, `.png` (144 dots an inch) or `.pdf` by its name; return the path."""
        path = Path(path)
        if path.suffix == ".svg":
            path.write_text(self.svg(), encoding="utf-8")
        else:
            with mpl.rc_context(STABLE):
                self.figure().savefig(path, dpi=RETINA, facecolor=self.ink.page)
        return path

    def _repr_mimebundle_(self, **_limits: Any) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": self.text()}


def polished(svg: str, name: str, tips: list[Tip]) -> str:
    """Return the SVG made smaller, with a name, a font that every machine has in this width, and a tip for each bar."""
    svg = re.sub(
        r"<metadata>.*?</metadata>|<defs>\s*<style.*?</defs>|<!--.*?-->", "", svg, flags=re.DOTALL
    )
    svg = svg.replace(f"; font-family: '{FAMILY}'", "")
    head = f'<svg role="img" aria-label="{html.escape(name)}" {ROOT} '
    return svg.replace("<svg ", head, 1).replace("</svg>", "".join(map(_tip, tips)) + "</svg>")


def tips(figure: Figure) -> list[Tip]:
    """Return the tips that the canvas has left in the figure."""
    return [tip for artist in figure.findobj(Labels) for tip in artist.tips]


def themed(svg: str) -> str:
    """Return the SVG with the page's variables for the colours of the light theme, which stay as defaults."""
    inks = {
        name: f"var({variable}, {getattr(LIGHT, name)})" for name, variable in VARIABLES.items()
    }
    for name, colour in (inks | BOTH).items():
        svg = re.sub(getattr(LIGHT, name), colour, svg, flags=re.IGNORECASE)
    return svg


def _tip(tip: Tip) -> str:
    place = f'x="{tip.x:.1f}" y="{tip.y:.1f}" width="{tip.width:.1f}" height="{tip.height:.1f}"'
    return f'<rect {place} fill-opacity="0"><title>{html.escape(tip.text)}</title></rect>\n'
