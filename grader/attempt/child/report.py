"""The report of a run as plain data, which JSON can hold; `attempt.history` has the types."""

from typing import Any

from grader.attempt.limits import MOST_EVENTS
from grader.attempt.values import encode


def message(report: dict[str, Any]) -> dict[str, Any]:
    """Return a report with every raw object encoded, and with as many events as the judge takes."""
    plain = {"type": "run", **report}
    plain["value"], plain["error"] = encode(report["value"]), encode(report["error"])
    plain["log"] = [[*row[:-1], encode(row[-1])] for row in report["log"]]
    plain["yields"] = [[*row[:-1], encode(row[-1])] for row in report["yields"]]
    plain["events"] = report["events"][:MOST_EVENTS]
    return plain
