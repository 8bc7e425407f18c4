"""What every chapter must be like; each rule says what it finds wrong."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from grader.authoring.findings import Finding, Rule
from grader.authoring.tidy import dumps, tidy
from grader.judge.course import Chapter, Course
from grader.judge.notebook import Cell

CELLS = 50
WORDS = 150
LINES = 20
FENCED = re.compile(r"```.*?```|<details>.*?</details>", re.DOTALL)


def is_tidy(chapter: Chapter) -> Iterator[Finding]:
    """The file is in its canonical form."""
    if chapter.path.read_text(encoding="utf-8") != dumps(tidy(chapter.notebook)):
        yield Finding(chapter.name, "is not tidy: run `grader tidy`")


def has_a_setup_of_imports(chapter: Chapter) -> Iterator[Finding]:
    """The first code cell, `setup`, imports and does nothing else: checks run it, too."""
    setup = chapter.setup
    if setup is None or setup.id != "setup":
        yield Finding(chapter.name, "its first code cell is not `setup`")
    elif not all(isinstance(node, ast.Import | ast.ImportFrom) for node in _parsed(setup)):
        yield Finding("setup", "holds more than imports")


def _parsed(cell: Cell) -> list[ast.stmt]:
    try:
        return ast.parse(cell.source).body
    except SyntaxError:
        return [ast.Pass()]


def has_no_stray_cells(chapter: Chapter) -> Iterator[Finding]:
    """Every cell that nbgrader knows is a part of an exercise, and solutions stand in answers."""
    parts = {cell.id for exercise in chapter.exercises for cell in exercise.cells}
    for cell in chapter.cells:
        if cell.grade_id and cell.id not in parts:
            yield Finding(cell.id, "is graded or locked, but no part of an exercise")
        if cell.role not in ("answer", "hidden") and "### BEGIN" in cell.source:
            yield Finding(cell.id, "holds a solution or a hidden test outside of its cell")


def has_no_stray_files(chapter: Chapter) -> Iterator[Finding]:
    """Everything beside the notebook is released with it: no notebook as text, no left-overs."""
    for path in sorted(chapter.path.parent.iterdir()):
        if path == chapter.path or path.name in ("__pycache__", ".ipynb_checkpoints"):
            continue
        if path.suffix in (".ipynb", ".md") or "# %%" in path.read_text(errors="replace"):
            yield Finding(chapter.name, f"{path.name} would be released to learners")


def is_short(chapter: Chapter) -> Iterator[Finding]:
    """About 90 minutes of work."""
    parts = sum(len(exercise.cells) for exercise in chapter.exercises)
    if (count := len(chapter.cells) - parts) > CELLS:
        text = f"has {count} cells besides its exercises, more than {CELLS}"
        yield Finding(chapter.name, text, warning=True)


def has_short_sections(chapter: Chapter) -> Iterator[Finding]:
    """One idea a section."""
    for title, prose in sections(chapter):
        if (words := len(FENCED.sub("", prose).split())) > WORDS:
            yield Finding(title, f"its section has {words} words, more than {WORDS}", warning=True)


def has_short_code(chapter: Chapter) -> Iterator[Finding]:
    """Code to read fits in a look."""
    for cell in chapter.cells:
        lines = len(cell.source.splitlines())
        if cell.kind == "code" and not cell.role and lines > LINES:
            yield Finding(cell.id, f"has {lines} lines of code, more than {LINES}", warning=True)


def sections(chapter: Chapter) -> Iterator[tuple[str, str]]:
    """The prose under each heading, by the id of the cell that the heading stands in."""
    title = ""

    def section(cell: Cell) -> str:
        nonlocal title
        title = cell.id if cell.source.startswith("#") else title
        return title

    prose = [cell for cell in chapter.cells if cell.kind == "markdown"]
    for name, cells in groupby(prose, section):
        yield name, "\n".join(cell.source for cell in cells)


def has_unique_names(course: Course) -> Iterator[Finding]:
    """A name tells the exercise in the whole course, and nbgrader knows cells by their grade id."""
    cells = [cell for chapter in course.chapters for cell in chapter.cells]
    for name, count in Counter(cell.grade_id for cell in cells if cell.grade_id).items():
        if count > 1:
            yield Finding(name, f"{count} cells of the course have this id")


READING: list[Rule] = [
    is_tidy,
    has_a_setup_of_imports,
    has_no_stray_cells,
    has_no_stray_files,
    is_short,
    has_short_sections,
    has_short_code,
]
