"""The rules for chapters, and what a rule yields: each rule yields a `Finding` for everything that is wrong.

`grader lint` and `grader release` report findings; `OnDone` is called as their work gets on.
"""

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from grader.authoring.tidy import dumps, tidy
from grader.judge.course import Chapter, Course
from grader.judge.notebook import Cell


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


MAX_CELLS = 50
"""Cells of a chapter that belong to no exercise: about 90 minutes of work."""
MAX_WORDS = 150
"""Words of prose in a section."""
MAX_LINES = 20
"""Lines of code in a cell."""
FOLDED = re.compile(r"```.*?```|<details>.*?</details>", re.DOTALL)


def is_tidy(chapter: Chapter) -> Iterator[Finding]:
    """The file must be in its canonical form."""
    if chapter.path.read_text(encoding="utf-8") != dumps(tidy(chapter.notebook)):
        yield Finding(chapter.name, "is not tidy: run `grader tidy`")


def has_a_setup_of_imports(chapter: Chapter) -> Iterator[Finding]:
    """The first code cell, `setup`, must only import: checks run it, too."""
    setup = chapter.setup
    if setup is None or setup.id != "setup":
        yield Finding(chapter.name, "its first code cell is not `setup`")
    elif not all(isinstance(node, ast.Import | ast.ImportFrom) for node in _parsed(setup)):
        yield Finding("setup", "holds more than imports")


def has_no_stray_cells(chapter: Chapter) -> Iterator[Finding]:
    """Graded and locked cells must belong to an exercise, and solutions must be in answer cells."""
    parts = {cell.id for exercise in chapter.exercises for cell in exercise.cells}
    for cell in chapter.cells:
        if cell.grade_id and cell.id not in parts:
            yield Finding(cell.id, "is graded or locked, but belongs to no exercise")
        if cell.role not in ("answer", "hidden") and "### BEGIN" in cell.source:
            yield Finding(
                cell.id, "holds a solution or a hidden test, which belongs into another cell"
            )


def has_no_stray_files(chapter: Chapter) -> Iterator[Finding]:
    """No text version of a notebook may lie beside it: all files there are released to learners."""
    for path in sorted(chapter.path.parent.iterdir()):
        if path == chapter.path or path.name in ("__pycache__", ".ipynb_checkpoints"):
            continue
        if path.suffix in (".ipynb", ".md") or "# %%" in path.read_text(errors="replace"):
            yield Finding(chapter.name, f"{path.name} would be released to learners")


def is_short(chapter: Chapter) -> Iterator[Finding]:
    """A chapter must not have too many cells."""
    parts = sum(len(exercise.cells) for exercise in chapter.exercises)
    if (count := len(chapter.cells) - parts) > MAX_CELLS:
        text = f"has {count} cells besides its exercises, more than {MAX_CELLS}"
        yield Finding(chapter.name, text, warning=True)


def has_short_sections(chapter: Chapter) -> Iterator[Finding]:
    """A section must not have too many words: it explains one idea."""
    for title, prose in sections(chapter):
        if (words := len(FOLDED.sub("", prose).split())) > MAX_WORDS:
            yield Finding(
                title, f"its section has {words} words, more than {MAX_WORDS}", warning=True
            )


def has_short_code(chapter: Chapter) -> Iterator[Finding]:
    """A cell of code to read must not have too many lines."""
    for cell in chapter.cells:
        lines = len(cell.source.splitlines())
        if cell.kind == "code" and not cell.role and lines > MAX_LINES:
            yield Finding(
                cell.id, f"has {lines} lines of code, more than {MAX_LINES}", warning=True
            )


def sections(chapter: Chapter) -> Iterator[tuple[str, str]]:
    """Yield the prose below each heading, after the id of the cell that has the heading."""
    title = ""

    def section(cell: Cell) -> str:
        nonlocal title
        title = cell.id if cell.source.startswith("#") else title
        return title

    prose = [cell for cell in chapter.cells if cell.kind == "markdown"]
    for name, cells in groupby(prose, section):
        yield name, "\n".join(cell.source for cell in cells)


def has_unique_names(course: Course) -> Iterator[Finding]:
    """A grade id must be unique in the whole course: exercises are found by it."""
    cells = [cell for chapter in course.chapters for cell in chapter.cells]
    for name, count in Counter(cell.grade_id for cell in cells if cell.grade_id).items():
        if count > 1:
            yield Finding(name, f"{count} cells of the course have this id")


def _parsed(cell: Cell) -> list[ast.stmt]:
    try:
        return ast.parse(cell.source).body
    except SyntaxError:
        return [ast.Pass()]


READING: list[Rule] = [
    is_tidy,
    has_a_setup_of_imports,
    has_no_stray_cells,
    has_no_stray_files,
    is_short,
    has_short_sections,
    has_short_code,
]
