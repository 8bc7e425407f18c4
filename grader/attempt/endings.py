"""How a child ended, for people: why, after how many seconds, and at which of the learner's lines.

How a child ended: done, timed out, crashed or killed.
"""

import signal
from typing import TYPE_CHECKING

from grader.attempt.frames import Learners, place_in
from grader.attempt.limits import CROWD, Limits

if TYPE_CHECKING:
    from grader.attempt.pickling import Package


def ending(code: int, *, late: bool, unwanted: bool, used_up: bool, crowded: bool = False) -> dict:
    """The ending of a child with this exit code (the negative of a signal's number).

    ``late``: its wall time was over; ``unwanted``: the judge let it go; ``used_up``: it has had
    all of its CPU time; ``crowded``: it was ended for the number of its processes.
    """
    name = _name(-code) if code < 0 else None
    ending = {"end": "crashed", "limit": None, "signal": name, "exit": None if name else code}
    if crowded:
        return ending | {"end": "killed", "limit": "processes"}
    if late:
        return ending | {"end": "timed out", "limit": "wall"}
    if name == "SIGXCPU" or (name == "SIGKILL" and used_up):
        return ending | {"end": "timed out", "limit": "cpu"}
    if unwanted or name == "SIGKILL":
        return ending | {"end": "killed", "unwanted": unwanted}
    return ending | {"end": "crashed" if code else "done"}


def _name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # a real-time signal
        return f"signal {number}"


SILENT = {"stdout": "", "stderr": "", "stack": ""}
# Of a child that has done what was asked, and waits for more.
FINISHED = ending(0, late=False, unwanted=False, used_up=False) | SILENT


SIGNALS = {
    "SIGSEGV": "it reached for memory that is not its own",
    "SIGABRT": "it called abort()",
    "SIGTERM": "it was asked to end",
    "SIGKILL": "it was killed, maybe because the machine ran out of memory",
}


class Explainer:
    """Knows the limits of an attempt and which files are the learner's."""

    def __init__(self, limits: Limits, package: "Package"):
        self.limits, self.learners, self.fakes = limits, Learners(), package.fakes
        self.learners.adopt(package.subjects, package.by_value)

    def explain(self, report: dict) -> dict:
        """The report with "why", "seconds" (of the limit that was hit) and "place" added."""
        if report["end"] == "done":
            return report | {"why": None, "seconds": None, "place": None}
        place = place_in(report["stack"], self.learners.__contains__)
        return report | {"why": self._why(report), "seconds": self._seconds(report), "place": place}

    def _seconds(self, report: dict) -> float | None:
        seconds = {"wall": self.limits.wall, "cpu": self.limits.cpu}
        return seconds.get(report["limit"])

    def _why(self, report: dict) -> str:
        if report.get("garbage"):
            return "it wrote to descriptors that are not its own"
        if report["limit"] == "processes":
            return f"it had more than {CROWD} processes at once"
        if report["end"] == "timed out":
            used = "of CPU time " if report["limit"] == "cpu" else ""
            return f"it did not end within {self._seconds(report):g} s {used}".rstrip()
        if report.get("lost"):
            return "the process that watched it ended before it did"
        if report.get("unwanted"):
            return "nobody waited for it any more"
        if report["signal"]:
            return SIGNALS.get(report["signal"], f"it died of {report['signal']}")
        return f"the process ended itself with exit code {report['exit']}"
