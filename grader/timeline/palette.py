"""Colours that colour-blind readers tell apart (Okabe and Ito, 2008), each with a second cue: height, hatching, dashes.

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
    """How a state is drawn: fill, hatching, height (of the lane's), and dashes for a line instead of a bar."""

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
    """The ink of a page: what is neither bar nor hatching."""

    page: str
    ink: str
    soft: str
    faint: str
    band: str
    alarm: str
    difference: str

    def colour(self, name: str) -> str:
        """A name of this theme's, or a colour that is the same in every theme."""
        return getattr(self, name, name)


LIGHT = Theme("#ffffff", "#1f2328", "#5b626a", "#c9ced4", "#f2f4f6", "#C84A00", "#A8447A")
DARK = Theme("#111111", "#ebeef0", "#a3abb3", "#4a5158", "#1d2023", "#FF8A4C", "#E79AC6")
THEMES = {"light": LIGHT, "dark": DARK}

INK_ON_FILL = "#10181f"
"""Text and outline on a coloured bar: at least 5:1 against every fill."""
