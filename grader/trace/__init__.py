"""What ran when in one run, as plain data, and questions about it.  Nothing here draws.

`model` holds the types, `questions` finds where two traces first differ, and gives a clock that counts
events to a run whose own clock never moves.
"""

from grader.trace.model import Arrow, Difference, Lane, Mark, Span, Trace

__all__ = ["Arrow", "Difference", "Lane", "Mark", "Span", "Trace"]
