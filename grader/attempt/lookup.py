"""The child's side of a handle: the name's value in the submission, loaded once per run."""

from grader.attempt.execution import execute, forget

_known: dict = {}
_loaded: dict = {}


def begin(subjects: dict) -> None:
    """A run begins, on these submissions."""
    _known.clear()
    _known.update(subjects)
    _loaded.clear()


def end() -> None:
    """Forget what the last run has loaded."""
    _loaded.clear()
    forget()


def find(key: str, name: str):
    """What the submission calls by this name; its code runs at the first question of a run."""
    if key not in _loaded:
        _loaded[key] = execute(_known[key])
    return _loaded[key].find(name)
