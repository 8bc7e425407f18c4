"""The result of judging an exercise: a verdict, cell by cell, as plain data."""

import re
from dataclasses import asdict, dataclass
from typing import Any

from grader.failure import CROSS

PASSED = "passed"
FAILED = "failed"
NOT_ATTEMPTED = "not attempted"
CHECK_BROKE = "check broke"
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class CellVerdict:
    """The verdict on one graded cell: its points, its outcome, and the card that says why it failed.

    `seconds` is the real time that judging took.
    """

    id: str
    passed: bool
    points: float
    max_points: float
    outcome: str
    card: str
    seconds: float


@dataclass(frozen=True)
class Verdict:
    """The verdict on one learner's answer to one exercise."""

    exercise: str
    cells: tuple[CellVerdict, ...]

    @property
    def verdict(self) -> str:
        """The word `passed` or `failed`, or `not attempted` if no cell found anything to judge."""
        if all(cell.passed for cell in self.cells):
            return PASSED
        untouched = all(cell.outcome == NOT_ATTEMPTED for cell in self.cells)
        return NOT_ATTEMPTED if untouched else FAILED

    @property
    def points(self) -> float:
        """The points that the answer earned."""
        return sum(cell.points for cell in self.cells)

    @property
    def max_points(self) -> float:
        """The points that a right answer earns."""
        return sum(cell.max_points for cell in self.cells)

    @property
    def seconds(self) -> float:
        """The real time that judging took, in seconds."""
        return sum(cell.seconds for cell in self.cells)

    @property
    def reason(self) -> str:
        """The property that did not hold, in a line: the title of the first card."""
        return title(self.card) if self.verdict == FAILED else self.verdict

    @property
    def card(self) -> str:
        """The card of the first cell that did not pass."""
        return next((cell.card for cell in self.cells if not cell.passed), "")

    def to_json(self) -> dict[str, Any]:
        """Return the verdict as `grader check --json` prints it."""
        return {
            "exercise": self.exercise,
            "verdict": self.verdict,
            "points": self.points,
            "max_points": self.max_points,
            "cells": [asdict(cell) for cell in self.cells],
            "seconds": round(self.seconds, 3),
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Verdict":
        """Return the verdict that `to_json` has stored."""
        return cls(stored["exercise"], tuple(CellVerdict(**each) for each in stored["cells"]))


def readable(text: str) -> str:
    """Return the text with escapes for whatever no file can hold or a terminal would obey."""
    encodable = text.encode("utf-8", "backslashreplace").decode()
    return CONTROL_CHARACTERS.sub(lambda found: f"\\x{ord(found[0]):02x}", encodable)


def title(card: str) -> str:
    """Return a card's second line, which says what did not hold, and the value that it got instead."""
    lines = [line.removeprefix(CROSS).strip() for line in card.splitlines() if line.strip()]
    got = re.search(r"(?:^|   )got: +(.*)", "\n".join(lines[2:4]), re.MULTILINE)
    return (lines[1] if len(lines) > 1 else "".join(lines)) + (f", got {got[1]}" if got else "")
