"""Trace → text lanes, matplotlib picture, Perfetto JSON. A trace knows nothing of this package.

matplotlib is imported when the first picture is drawn, not before.
"""

from __future__ import annotations

from typing import Any

from grader.trace import Trace


def draw(
    trace: Trace, expected: Trace | None = None, *, theme: str | None = None, **options: Any
) -> Any:
    """A `Picture`: a notebook shows it, `.save(path)` writes SVG, PNG or PDF, `.figure()` is the matplotlib Figure.

    `expected`: a trace to put above this one, first difference marked.
    `theme`: `light` or `dark`; None follows the notebook. Further options: `title`, `titles` (of two traces),
    `width` (points), `lanes` (fold beyond so many).
    """
    from grader.timeline.picture import Picture

    return Picture(trace, expected, theme=theme, **options)
