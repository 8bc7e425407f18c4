"""A trace as text lanes, as a picture and as a file for Perfetto. A trace knows nothing of this package.

matplotlib is imported when the first picture is drawn, not before.
"""

from grader.timeline.timeline import Timeline

__all__ = ["Timeline"]
