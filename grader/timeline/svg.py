"""What matplotlib's SVG lacks: the page's own colours, a name, and words where the pointer rests."""

from __future__ import annotations

import html
import re

from matplotlib.figure import Figure

from grader.timeline.canvas import Labels, Tip
from grader.timeline.measure import FAMILY
from grader.timeline.palette import LIGHT

VARIABLES = {
    "ink": "--jp-content-font-color1",
    "soft": "--jp-content-font-color2",
    "faint": "--jp-border-color2",
    "band": "--jp-cell-editor-background",
}
"""JupyterLab's names for what we call ink; the others read on both grounds."""
BOTH = {"alarm": "#E0601F", "difference": "#C2629A"}
FONTS = f"'{FAMILY}', Verdana, sans-serif"
ROOT = f'font-family="{FONTS}" stroke-linejoin="round" style="max-width:100%;height:auto"'


def polished(svg: str, name: str, tips: list[Tip]) -> str:
    """Smaller, named, in a font that every machine has in this width, with a tip for each bar."""
    svg = re.sub(
        r"<metadata>.*?</metadata>|<defs>\s*<style.*?</defs>|<!--.*?-->", "", svg, flags=re.DOTALL
    )
    svg = svg.replace(f"; font-family: '{FAMILY}'", "")
    head = f'<svg role="img" aria-label="{html.escape(name)}" {ROOT} '
    return svg.replace("<svg ", head, 1).replace("</svg>", "".join(map(_tip, tips)) + "</svg>")


def tips(figure: Figure) -> list[Tip]:
    """What the figure's canvas wanted to say of its bars."""
    return [tip for artist in figure.findobj(Labels) for tip in artist.tips]


def themed(svg: str) -> str:
    """Light ink becomes a variable of the page's, with the light ink as its default."""
    inks = {
        name: f"var({variable}, {getattr(LIGHT, name)})" for name, variable in VARIABLES.items()
    }
    for name, colour in (inks | BOTH).items():
        svg = re.sub(getattr(LIGHT, name), colour, svg, flags=re.IGNORECASE)
    return svg


def _tip(tip: Tip) -> str:
    place = f'x="{tip.x:.1f}" y="{tip.y:.1f}" width="{tip.width:.1f}" height="{tip.height:.1f}"'
    return f'<rect {place} fill-opacity="0"><title>{html.escape(tip.text)}</title></rect>\n'
