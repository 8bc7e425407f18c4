"""Collect shapes on a sheet, in points with y downwards, and make a matplotlib Figure of them.

Shapes that look alike are drawn as one path and all texts as one artist, so that 500 bars with labels take tens of
milliseconds.
Only the object API is used; pyplot and its backend stay untouched.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from grader.timeline import layout
from grader.timeline.palette import Theme

Point = tuple[float, float]
RISE = 0.36
"""The distance from the middle of a line of text down to its baseline, as a part of the font's size."""


class Fill(NamedTuple):
    """How a polygon looks."""

    face: str
    edge: str
    hatch: str | None = None
    line: float = 0.5
    layer: int = 3


class Stroke(NamedTuple):
    """How a line looks."""

    colour: str
    line: float = 1.0
    dash: tuple[float, ...] | None = None
    layer: int = 2


class Label(NamedTuple):
    """A text; the middle of its left edge is at `x`, `y`."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    weight: str = "normal"
    style: str = "normal"


class Tip(NamedTuple):
    """A rectangle that shows a text while the pointer rests on it."""

    x: float
    y: float
    width: float
    height: float
    text: str


class Canvas:
    """Collects shapes and makes a figure of them."""

    def __init__(self, width: float, theme: Theme) -> None:
        self.width, self.theme = width, theme
        self.fills: dict[Fill, list[list[Point]]] = {}
        self.strokes: dict[Stroke, list[list[Point]]] = {}
        self.labels: list[Label] = []
        self.tips: list[Tip] = []

    def polygon(self, points: list[Point], fill: Fill) -> None:
        """Add a closed shape."""
        self.fills.setdefault(fill, []).append(points)

    def rectangle(self, x: float, y: float, width: float, height: float, fill: Fill) -> None:
        """Add a rectangle whose upper left corner is at `x`, `y`."""
        self.polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], fill)

    def line(self, points: list[Point], stroke: Stroke) -> None:
        """Add a line through the points."""
        self.strokes.setdefault(stroke, []).append(points)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        colour: str = "ink",
        *,
        weight: str = "normal",
        style: str = "normal",
        align: float = 0.0,
    ) -> float:
        """Add a text that begins at `x` (`align` 0) or ends there (`align` 1); return the x at which the text ends."""
        width = layout.width(text, size, weight)
        left = x - align * width
        self.labels.append(Label(left, y, text, size, self.theme.colour(colour), weight, style))
        return left + width

    def figure(self, height: float) -> Figure:
        """Return the sheet as a figure that is `height` points high."""
        figure = Figure(figsize=(self.width / 72, height / 72), dpi=72, facecolor="none")
        axes = figure.add_axes((0, 0, 1, 1), xlim=(0, self.width), ylim=(height, 0), frame_on=False)
        axes.set_axis_off()
        for patch in [*map(self._polygons, self.fills), *map(self._lines, self.strokes)]:
            patch.set_transform(axes.transData)
            axes.add_artist(patch)
        axes.add_artist(Labels(self.labels, self.tips, height))
        return figure

    def _polygons(self, fill: Fill) -> PathPatch:
        colour = self.theme.colour
        outline = Path.make_compound_path(
            *(Path([*points, points[0]], closed=True) for points in self.fills[fill])
        )
        face, edge = colour(fill.face), colour(fill.edge)
        look = {"facecolor": face, "edgecolor": edge, "hatch": fill.hatch, "linewidth": fill.line}
        return PathPatch(outline, zorder=fill.layer, clip_on=False, **look)

    def _lines(self, stroke: Stroke) -> PathPatch:
        together = Path.make_compound_path(*(Path(points) for points in self.strokes[stroke]))
        dashes = (0, stroke.dash) if stroke.dash else "solid"
        colour = self.theme.colour(stroke.colour)
        look = {"edgecolor": colour, "linewidth": stroke.line, "linestyle": dashes}
        return PathPatch(
            together, fill=False, capstyle="butt", zorder=stroke.layer, clip_on=False, **look
        )


class Labels(Artist):
    """All texts as one artist.  A Text artist for each would take longer than all the rest of the figure."""

    def __init__(self, labels: list[Label], tips: list[Tip], height: float) -> None:
        super().__init__()
        self.labels, self.tips, self.height = labels, tips, height
        self.set_zorder(9)

    def draw(self, renderer: Any) -> None:
        """Write each label at its place, in the renderer's own pixels."""
        points = renderer.points_to_pixels(1.0)
        flip = renderer.flipy()
        for label in self.labels:
            gc = renderer.new_gc()
            gc.set_foreground(label.colour)
            baseline = label.y + RISE * label.size
            y = baseline if flip else self.height - baseline
            font = layout.font(label.size, label.weight, label.style)
            renderer.draw_text(gc, label.x * points, y * points, label.text, font, 0)
            gc.restore()
