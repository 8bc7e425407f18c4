"""What ran when, as plain data, and questions about it. Nothing here draws.

`model` holds the types, `compare` finds where two traces first differ, `steps` counts events where
the clock stands still.
"""

from grader.trace.model import Arrow, Difference, Lane, Mark, Span, Trace

__all__ = ["Arrow", "Difference", "Lane", "Mark", "Span", "Trace"]
