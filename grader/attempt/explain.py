"""How a child ended, for people: why, after how many seconds, and at which of the learner's lines."""

from grader.attempt.frames import Learners
from grader.attempt.limits import CROWD, Limits
from grader.attempt.stacks import place_in
from grader.attempt.transport import Package

SIGNALS = {
    "SIGSEGV": "it reached for memory that is not its own",
    "SIGABRT": "it called abort()",
    "SIGTERM": "it was asked to end",
    "SIGKILL": "it was killed, maybe because the machine ran out of memory",
}


class Explainer:
    """Knows the limits of an attempt and which files are the learner's."""

    def __init__(self, limits: Limits, package: Package):
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
