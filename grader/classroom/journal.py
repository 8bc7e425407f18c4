"""What has been judged, a line for each submission, so that a killed grader can go on.

A line is written when its verdicts are there, before they are entered into the gradebook; on going
on, every line is entered again, which changes nothing where it had been.
"""

import json
from pathlib import Path

from grader.classroom.assess import Assessment


class Journal:
    """The journal of one assignment, in a file."""

    def __init__(self, path: Path, rules: str) -> None:
        self.path, self.rules = path, rules
        path.parent.mkdir(parents=True, exist_ok=True)

    def forget(self) -> None:
        """Begin anew."""
        self.path.unlink(missing_ok=True)

    def add(self, assessment: Assessment) -> None:
        """Note an assessment, for good."""
        line = json.dumps(assessment.to_json() | {"rules": self.rules}, ensure_ascii=False)
        with self.path.open("ab") as file:
            file.write(b"\n" * self._torn() + line.encode() + b"\n")

    def _torn(self) -> bool:
        """Whether the last line ends without its end: its writer was killed."""
        data = self.path.read_bytes()[-1:] if self.path.exists() else b""
        return data not in (b"", b"\n")

    def read(self) -> dict[str, Assessment]:
        """The last assessment of each student, if it was by the present checks."""
        return {who: each for who, (rules, each) in self._last().items() if rules == self.rules}

    def before(self) -> dict[str, Assessment]:
        """The last assessment of each student, by whichever checks."""
        return {who: assessment for who, (_, assessment) in self._last().items()}

    def _last(self) -> dict[str, tuple[str, Assessment]]:
        lines = self.path.read_bytes().splitlines() if self.path.exists() else []
        known = filter(None, map(_understood, lines))
        return {assessment.student: (rules, assessment) for rules, assessment in known}


def _understood(line: bytes) -> tuple[str, Assessment] | None:
    try:
        stored = json.loads(line)
    except ValueError:  # a torn line
        return None
    return stored.pop("rules"), Assessment.from_json(stored)
