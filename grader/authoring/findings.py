"""The reports of `grader lint` and `grader release`: what they find, and how far they are."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """A fault: where it is, and a sentence about it. A warning makes no command fail."""

    where: str
    text: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{self.where}: {'(warning) ' if self.warning else ''}{self.text}"


Rule = Callable[..., Iterator[Finding]]
"""Yields what is wrong with a chapter, an exercise or a course."""
OnDone = Callable[[str], object]
"""Called with the name of each chapter or exercise that is done."""


def ignore(name: str) -> None:
    """Do nothing: the default where no progress is shown."""
