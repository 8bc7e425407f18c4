"""nbgrader's marks in a source notebook: what of a cell is the solution, what is a hidden test."""

import re

MARKER = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)")
REGION = re.compile(r"### BEGIN (SOLUTION|HIDDEN TESTS)\n(.*?)### END \1", re.DOTALL)


def hidden_regions(text: str) -> list[str]:
    """What of a cell's text no learner may read."""
    return [region[2] for region in REGION.finditer(text)]


def in_the_open(text: str, instead: str = "") -> str:
    """A cell's text as learners get it, with something else in the place of what is hidden."""
    return REGION.sub(instead, text)
