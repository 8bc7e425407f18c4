"""`Timeline`: a trace that can be drawn, which is the public name of this package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from grader.choices import one_of
from grader.trace.model import Trace

if TYPE_CHECKING:
    from grader.timeline.picture import Picture


Theme = Literal["light", "dark"]


class Timeline(Trace):
    """A `Trace` that can be drawn.  A notebook shows a timeline as its picture.

    Example:
        >>> type(run.trace).__name__
        'Timeline'
    """

    @classmethod
    def of(cls, trace: Trace) -> Timeline:
        """Return ``trace`` as a timeline; both share their lanes and arrows.

        Example:
            >>> Timeline.of(by_steps(run.trace)).clock
            'steps'
        """
        return cls(trace.lanes, trace.arrows, trace.clock)

    def draw(
        self, expected: Trace | None = None, *, theme: Theme | None = None, **options: Any
    ) -> Picture:
        """Return a `Picture`: a notebook shows the picture, ``save(path)`` writes SVG, PNG or PDF.

        ``expected`` is a trace to put above this one; the first difference is marked.  ``theme`` is "light" or
        "dark"; with None the picture follows the notebook's theme.  Further options: ``title``, ``titles`` (of
        two traces), ``width`` (points), ``lanes`` (fold the lanes beyond this number).

        Example:
            >>> picture = run.trace.draw(title="Two at a time")
            >>> picture.save(folder / "run.svg").name
            'run.svg'
        """
        from grader.timeline.picture import Picture

        if theme is not None:
            one_of("theme", theme, Theme)
        return Picture(self, expected, theme=theme, **options)

    def to_text(self, width: int = 78, **options: Any) -> str:
        """Return the lanes as plain text of at most ``width`` columns, for terminals, cards and screen readers.

        The options are those of `grader.timeline.text.to_text`.  Where the clock never moves, the text is a
        table of steps instead, because then the order is all there is to see.

        Example:
            >>> print(run.trace.to_text(width=60, legend=False))
            main        ┄Future.result┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
              pool-0_0  ┣fetch a━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┫
              pool-0_1  ┣fetch b━━━━━━━┫┣fetch c━━━━━━━━━━━━━━━━━━━━━━━┫
                        0 s             1 s             2 s          3 s
        """
        from grader.timeline.excerpt import steps, to_table
        from grader.timeline.text import to_text, waits

        if not options and self.stands_still() and steps(self):
            return "\n".join([*to_table(self, width), *waits(self)])
        return to_text(self, width, **options)

    def to_perfetto(self, path: str | Path) -> Path:
        """Write a file that ui.perfetto.dev and chrome://tracing open, and return its path.

        Example:
            >>> run.trace.to_perfetto(folder / "trace.json").name
            'trace.json'
        """
        from grader.timeline.perfetto import to_perfetto

        return to_perfetto(self, path)

    def _repr_mimebundle_(self, **_limits: Any) -> dict[str, Any]:
        """Return what a notebook shows: the picture, with the text lanes for screen readers."""
        return self.draw()._repr_mimebundle_()
