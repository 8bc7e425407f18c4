"""What a linter has to say: one sentence about one place.

How long work tells what it has done.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

Progress = Callable[[str], object]  # called with the name of each piece that is done


def unseen(name: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, order=True)
class Finding:
    """Something that is wrong with a chapter; a warning is a matter of taste and fails nothing."""

    where: str
    text: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{self.where}: {'(warning) ' if self.warning else ''}{self.text}"


Rule = Callable[..., Iterator[Finding]]
