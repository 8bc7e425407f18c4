"""Loading what the judge sent: a fresh copy for every run, so that no run sees another's globals."""

import linecache
import pickle

from grader.attempt import lookup
from grader.attempt.frames import learners


class Loader:
    """Called once per run: gives ``(function, arguments, keyword arguments)``, made anew.

    Loading may run the learner's code (the cells of a submission), so that in a simulation it
    belongs inside the world.
    """

    def __init__(self, setup: dict, payload: bytes):
        self.payload, self.subjects = payload, setup["subjects"]
        _remember_sources(setup["sources"])
        learners.adopt(setup["subjects"], setup["by_value"])

    def __call__(self):
        """The call, made anew."""
        _forget_classes()
        lookup.begin(self.subjects)
        return pickle.loads(self.payload)


def _remember_sources(sources: dict) -> None:
    """Let tracebacks show lines of files that exist in the judge's memory only: notebook cells."""
    for filename, lines in sources.items():
        linecache.cache[filename] = (sum(map(len, lines)), None, lines, filename)


def _forget_classes() -> None:
    """Forget classes that came by value, so that each load makes its own (and its own state)."""
    from cloudpickle import cloudpickle

    cloudpickle._DYNAMIC_CLASS_TRACKER_BY_ID.clear()
