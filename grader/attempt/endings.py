"""Explain to people how a child ended: why, after how many seconds, and at which of the learner's lines.

`Explainer` finds the line in the stacks that `faulthandler` writes when a child is ended.
"""

import re
from collections.abc import Callable

import msgspec

from grader.attempt.frames import Learners
from grader.attempt.history import Place
from grader.attempt.limits import MOST_PROCESSES_AT_ONCE, Limits
from grader.attempt.messages import Ending, EndReport
from grader.attempt.pickling import Package

SIGNALS = {
    "SIGSEGV": "it reached for memory that is not its own",
    "SIGABRT": "it called abort()",
    "SIGTERM": "it was asked to end",
    "SIGKILL": "it was killed, maybe because the machine ran out of memory",
}
FRAME = re.compile(r'^  File "(.*)", line (\d+) in (.*)$')


class Explainer:
    """Explains the endings of one attempt, given the attempt's limits and the learner's files."""

    def __init__(self, limits: Limits, package: Package) -> None:
        self.limits, self.learners, self.fakes = limits, Learners(), package.fakes
        self.learners.adopt(package.subjects, package.by_value)

    def explain(self, report: EndReport) -> Ending:
        """Return the ending with its reason, the limit that was hit, in seconds, and the learner's line."""
        ending = Ending.of(report)
        if ending.end == "done":
            return ending
        place = place_in(ending.stack, self.learners.__contains__)
        why, seconds = self._why(ending), self._seconds(ending)
        return msgspec.structs.replace(ending, why=why, seconds=seconds, place=place)

    def _seconds(self, ending: Ending) -> float | None:
        """Return the limit of time that was hit, in seconds; None if none was."""
        seconds = {"wall": self.limits.wall, "cpu": self.limits.cpu}
        return seconds.get(ending.limit or "")

    def _why(self, ending: Ending) -> str:
        """Return the reason of an ending, in words for the learner."""
        if ending.garbage:
            return "it wrote to descriptors that are not its own"
        if ending.limit == "processes":
            return f"it had more than {MOST_PROCESSES_AT_ONCE} processes at once"
        if ending.end == "timed out":
            used = "of CPU time " if ending.limit == "cpu" else ""
            return f"it did not end within {self._seconds(ending):g} s {used}".rstrip()
        if ending.lost:
            return "the process that watched it ended before it did"
        if ending.cancelled:
            return "nobody waited for it any more"
        if ending.signal:
            return SIGNALS.get(ending.signal, f"it died of {ending.signal}")
        return f"the process ended itself with exit code {ending.exit}"


def threads_of(text: str) -> list[list[Place]]:
    """Return the stacks in a text that `faulthandler` wrote, each with its innermost frame first."""
    threads: list[list[Place]] = []
    for line in text.splitlines():
        if line.startswith(("Thread ", "Current thread ", "Stack ")):
            threads.append([])
        elif (match := FRAME.match(line)) and threads:
            threads[-1].append(Place(match[1], int(match[2]), match[3]))
    return threads


def place_in(text: str, is_the_learners: Callable[[str], bool]) -> Place | None:
    """Return the innermost of the learner's lines in the stacks; None if there is none.

    A thread whose innermost frame is the learner's computes, and is preferred to one that waits.
    """
    threads = [thread for thread in threads_of(text) if thread]
    for thread in sorted(threads, key=lambda thread: not is_the_learners(thread[0].filename)):
        for place in thread:
            if is_the_learners(place.filename):
                return place
    return None
