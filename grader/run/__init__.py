"""A `Run` tells what a call did, and its checks raise a readable failure for a property that does not hold."""

from grader.run.concurrency import Concurrency
from grader.run.results import Results
from grader.run.tidiness import Tidiness
from grader.run.times import Times


class Run(Results, Times, Concurrency, Tidiness):
    """A `Run` holds what happened in one run of the learner's code, and checks properties of that run.

    A check such as ``run.takes(3)`` returns None if the property holds.  If not, the check raises
    `Failure`, an `AssertionError` whose text is a card: what was called, what was expected, what was got,
    and the timeline.  A check raises `NotWritten` if the function was still a stub.  Every check takes
    ``why=``, ``where=`` and ``hint=``, texts that are shown on the card.  Times are seconds of the run's
    own clock: virtual after `simulate`, real after `record`.

    Example:
        >>> run = simulate(download, fetch, "abc")
        >>> run.takes(4, hint="Add up what each worker does.")
        Traceback (most recent call last):
        grader.failure.Failure: simulate(download, fetch, 'abc')
        ✗ takes 4 s
          expected: 4 s   got: 3 s
        ...
        Hint: Add up what each worker does.
    """
