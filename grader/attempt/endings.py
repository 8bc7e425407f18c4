"""How a child ended, for people: why, after how many seconds, and at which of the learner's lines.

The line is found in the stacks that a dying child leaves, which `faulthandler` writes.
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
    """Knows the limits of an attempt and which files are the learner's."""

    def __init__(self, limits: Limits, package: Package) -> None:
        self.limits, self.learners, self.fakes = limits, Learners(), package.fakes
        self.learners.adopt(package.subjects, package.by_value)

    def explain(self, report: EndReport) -> Ending:
        """Return the ending with its reason, the limit that was hit and the learner's line."""
        ending = Ending.of(report)
        if ending.end == "done":
            return ending
        place = place_in(ending.stack, self.learners.__contains__)
        why, seconds = self._why(ending), self._seconds(ending)
        return msgspec.structs.replace(ending, why=why, seconds=seconds, place=place)

    def _seconds(self, ending: Ending) -> float | None:
        seconds = {"wall": self.limits.wall, "cpu": self.limits.cpu}
        return seconds.get(ending.limit or "")

    def _why(self, ending: Ending) -> str:
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
    """Return the stacks in what `faulthandler` writes, each with its innermost frame first."""
    threads: list[list[Place]] = []
    for line in text.splitlines():
        if line.startswith(("Thread ", "Current thread ", "Stack ")):
            threads.append([])
        elif (match := FRAME.match(line)) and threads:
            threads[-1].append(Place(match[1], int(match[2]), match[3]))
    return threads


def place_in(text: str, is_the_learners: Callable[[str], bool]) -> Place | None:
    """Return where the learner's code was: first in a thread that computes, else in one that waits."""
    threads = [thread for thread in threads_of(text) if thread]
    for thread in sorted(threads, key=lambda thread: not is_the_learners(thread[0].filename)):
        for place in thread:
            if is_the_learners(place.filename):
                return place
    return None
