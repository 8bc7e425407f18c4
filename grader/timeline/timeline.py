"""A trace that can be looked at: the public face of this package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.trace.model import Trace

if TYPE_CHECKING:
    from grader.timeline.picture import Picture


class Timeline(Trace):
    """A trace with its pictures."""

    @classmethod
    def of(cls, trace: Trace) -> Timeline:
        """Return `trace` as what can be drawn; both share their lanes and arrows."""
        return cls(trace.lanes, trace.arrows, trace.clock)

    def draw(
        self, expected: Trace | None = None, *, theme: str | None = None, **options: Any
    ) -> Picture:
        """Return a `Picture`: a notebook shows the picture, `.save(path)` writes SVG, PNG or PDF.

        `expected`: a trace to put above this one; the first difference is marked.
        `theme`: `light` or `dark`; with None the picture follows the notebook's theme. Further options:
        `title`, `titles` (of two traces), `width` (points), `lanes` (fold the lanes beyond this number).
        """
        from grader.timeline.picture import Picture

        return Picture(self, expected, theme=theme, **options)

    def to_text(self, width: int = 78, **options: Any) -> str:
        """Return the lanes as plain text, for terminals, cards and alternative texts.

        The options are those of `grader.timeline.text.to_text`. Where the clock never moves, the text
        is a table of steps instead, because the order is all there is to see.
        """
        from grader.timeline.excerpt import steps, to_table
        from grader.timeline.text import to_text, waits

        if not options and self.stands_still() and steps(self):
            return "\n".join([*to_table(self, width), *waits(self)])
        return to_text(self, width, **options)

    def to_perfetto(self, path: str | Path) -> Path:
        """Write a file that ui.perfetto.dev and chrome://tracing open, and return its path."""
        from grader.timeline.perfetto import to_perfetto

        return to_perfetto(self, path)

    def _repr_mimebundle_(self, **_limits: Any) -> dict[str, Any]:
        """Return what a notebook shows: the picture, with the text lanes for screen readers."""
        return self.draw()._repr_mimebundle_()
