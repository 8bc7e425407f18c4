"""Messages as a child writes them, for tests that need some without running anything."""

from grader.attempt.messages import decode
from grader.attempt.protocol import utf8

NOTHING = {
    "type": "run",
    "outcome": "returned",
    "value": None,
    "error": None,
    "place": None,
    "elapsed": 0,
    **{each: [] for each in ("lanes", "events", "output", "log", "yields", "findings", "alive")},
}


def plain(**parts):
    """A run's report as plain data, in which nothing has happened but these parts."""
    return NOTHING | parts


def report(**parts):
    """The same as the judge understands it."""
    return decode(utf8(plain(**parts)))
