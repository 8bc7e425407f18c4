"""What judging an exercise comes to: a verdict, cell by cell, as plain data."""

import re
from dataclasses import asdict, dataclass
from typing import Any

from grader.failure import CROSS

PASSED = "passed"
FAILED = "failed"
NOT_ATTEMPTED = "not attempted"


@dataclass(frozen=True)
class CellVerdict:
    """One graded cell: whether it passed, what it earned, and the card that tells why not."""

    id: str
    passed: bool
    points: float
    max_points: float
    outcome: str
    card: str
    seconds: float


@dataclass(frozen=True)
class Verdict:
    """One exercise, as one learner answered it."""

    exercise: str
    cells: tuple[CellVerdict, ...]

    @property
    def verdict(self) -> str:
        """passed, failed, or not attempted when not one cell found anything to judge."""
        if all(cell.passed for cell in self.cells):
            return PASSED
        untouched = all(cell.outcome == NOT_ATTEMPTED for cell in self.cells)
        return NOT_ATTEMPTED if untouched else FAILED

    @property
    def points(self) -> float:
        """What the answer earned."""
        return sum(cell.points for cell in self.cells)

    @property
    def max_points(self) -> float:
        """What a right answer earns."""
        return sum(cell.max_points for cell in self.cells)

    @property
    def seconds(self) -> float:
        """How long judging took, in real time."""
        return sum(cell.seconds for cell in self.cells)

    @property
    def reason(self) -> str:
        """What did not hold, in a line: the title of the first card."""
        return title(self.card) if self.verdict == FAILED else self.verdict

    @property
    def card(self) -> str:
        """The card of the first cell that did not pass."""
        return next((cell.card for cell in self.cells if not cell.passed), "")

    def to_json(self) -> dict[str, Any]:
        """The verdict as `grader check --json` prints it."""
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
        """The verdict that was stored so."""
        return cls(stored["exercise"], tuple(CellVerdict(**each) for each in stored["cells"]))


def readable(text: str) -> str:
    """Text that any file can hold and no terminal obeys: what cannot be printed, spelled out."""
    encodable = text.encode("utf-8", "backslashreplace").decode()
    return CONTROLS.sub(lambda found: f"\\x{ord(found[0]):02x}", encodable)


CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def title(card: str) -> str:
    """A card's second line says what did not hold, and often the third what was got instead."""
    lines = [line.removeprefix(CROSS).strip() for line in card.splitlines() if line.strip()]
    got = re.search(r"(?:^|   )got: +(.*)", "\n".join(lines[2:4]), re.MULTILINE)
    return (lines[1] if len(lines) > 1 else "".join(lines)) + (f", got {got[1]}" if got else "")
