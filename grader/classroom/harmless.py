"""What students write in Markdown is shown in their teacher's browser, beside the grades.

nbgrader's pages render it as it is, HTML and scripts included.  So a learner's text with anything
in it that could become more than plain Markdown is shown as the text that it is.
"""

import re

from grader.course import Cell, source

MORE_THAN_TEXT = re.compile(r"[<&\\\]]")  # tags, entities, TeX's \href, links and images


def harmless(cell: Cell) -> Cell:
    """A learner's own cell; of its Markdown only what runs nothing and loads nothing."""
    if cell["cell_type"] != "markdown" or not MORE_THAN_TEXT.search(source(cell)):
        return cell
    return cell | {"source": _as_text(source(cell))}


def _as_text(text: str) -> str:
    """A block of code, fenced by more backticks than there are in a row anywhere in it."""
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", text))])
    return f"{fence}text\n{text}\n{fence}"
