"""Show a trace: as text lanes, as a picture, as a file for Perfetto.  A trace knows nothing of this package.

    timeline ─┬─ text, excerpt                     lanes of characters; a few of them for a card
              ├─ picture ─ figure ─ shapes ─ canvas   SVG, PNG, PDF, by matplotlib
              └─ perfetto                          Chrome's Trace Event JSON

`rows` folds many lanes into few, `scale` and `layout` give places to moments, `palette` has the colours.
matplotlib is imported when the first picture is drawn, not before.
"""

from grader.timeline.timeline import Timeline

__all__ = ["Timeline"]
