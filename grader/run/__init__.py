"""A run and its properties: sentences that raise a readable failure where they do not hold."""

from grader.run.concurrency import Concurrency
from grader.run.results import Results
from grader.run.tidiness import Tidiness
from grader.run.times import Times


class Run(Results, Times, Concurrency, Tidiness):
    """One run of the learner's code: what happened, and what may be asked of it."""
