"""Colours that colour-blind readers can tell apart (Okabe and Ito, 2008), each with a second cue.

The second cue of a state is its height, its hatching or its dashes.

Only the ink changes between a light and a dark page; the fills carry dark text on both.
"""

from __future__ import annotations

from typing import NamedTuple

SKY, GREEN, ORANGE, VERMILION, PURPLE, BLUE = (
    "#56B4E9",
    "#2FB58C",
    "#E69F00",
    "#E8703A",
    "#CC79A7",
    "#0072B2",
)


class Look(NamedTuple):
    """How a state is drawn: fill, hatching, height (as a part of the lane's), and dashes if it is a line."""

    fill: str
    hatch: str | None
    height: float
    dash: tuple[float, ...] | None = None


LOOKS = {
    "call": Look(SKY, None, 0.86),
    "running": Look(GREEN, None, 0.86),
    "held": Look(VERMILION, "////", 0.86),
    "ready": Look(ORANGE, "||||", 0.46),
    "waiting": Look("soft", None, 0.0, (4.0, 2.5)),
    "sleeping": Look("soft", None, 0.0, (1.0, 2.0)),
}
GLYPHS = {"yield": "▼", "error": "✖", "log": "●", "print": "●", "choice": "◆"}
GLYPH_COLOURS = {"yield": "difference", "error": "alarm", "choice": "difference"}


class Theme(NamedTuple):
    """The colours of a page, except those of bars and hatching."""

    page: str
    ink: str
    soft: str
    faint: str
    band: str
    alarm: str
    difference: str

    def colour(self, name: str) -> str:
        """Return the colour of that name in this theme; a colour itself is returned as it is."""
        return getattr(self, name, name)


LIGHT = Theme("#ffffff", "#1f2328", "#5b626a", "#c9ced4", "#f2f4f6", "#C84A00", "#A8447A")
DARK = Theme("#111111", "#ebeef0", "#a3abb3", "#4a5158", "#1d2023", "#FF8A4C", "#E79AC6")
THEMES = {"light": LIGHT, "dark": DARK}

INK_ON_FILL = "#10181f"
"""The colour of text and outlines on a coloured bar; its contrast is at least 5:1 against every fill."""
