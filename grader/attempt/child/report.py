"""The report of a run as plain data: what JSON can hold."""

from grader.attempt.values import encode

MOST_EVENTS = 20_000


def message(report):
    """A report as plain data."""
    plain = dict(report)
    plain["value"], plain["error"] = encode(report["value"]), encode(report["error"])
    plain["log"] = [[*row[:-1], encode(row[-1])] for row in report["log"]]
    plain["yields"] = [[*row[:-1], encode(row[-1])] for row in report["yields"]]
    plain["events"] = report["events"][:MOST_EVENTS]
    return plain
