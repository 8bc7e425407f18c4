"""Make the students' notebooks from the instructor's, by nbgrader's own converter.

The same source always gives the same bytes. A release is stored in the repository, so it can be out of
date, and it can hold a line of a solution; `problems` finds both.
"""

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.authoring.chapter_rules import Finding, OnDone, ignore
from grader.judge.course import Chapter, Course
from grader.judge.notebook import MARKER, Cell, hidden_regions, in_the_open

LEFT_BY_RUNS = {".ipynb_checkpoints", "__pycache__", "server.py"}
"""Files and folders that running a notebook leaves beside it; nbgrader_config.py ignores them."""
MIN_SECRET_LENGTH = 16
"""Characters; a shorter line, such as `return results`, may stand anywhere."""


def convert(course: Course, into: Path, on_done: OnDone = ignore) -> None:
    """Make the releases of all chapters in a directory."""
    for chapter in course.chapters:
        convert_chapter(course, chapter, into)
        on_done(chapter.name)


def convert_chapter(course: Course, chapter: Chapter, into: Path) -> None:
    """Make one chapter's release as `nbgrader generate_assignment --force --no-db` does."""
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory

    config = course.nbgrader_config()
    config.CourseDirectory.release_directory = str(into)
    config.CourseDirectory.assignment_id = chapter.name
    config.SaveCells.enabled = False
    directory = CourseDirectory(config=config)
    GenerateAssignment(
        coursedir=directory, config=config, force=True, no_database=True, create_assignment=False
    ).start()


def release(course: Course, on_done: OnDone = ignore) -> list[Path]:
    """Bring `notebooks/` up to date; return the files that changed."""
    with tempfile.TemporaryDirectory() as made:
        convert(course, Path(made), on_done)
        changed = _differences(Path(made), course.releases)
        for name in changed:
            _replace(Path(made) / name, course.releases / name)
    return [course.releases / name for name in changed]


def problems(course: Course, on_done: OnDone = ignore) -> list[Finding]:
    """Return what is wrong with the stored releases."""
    with tempfile.TemporaryDirectory() as made:
        convert(course, Path(made), on_done)
        names = _differences(Path(made), course.releases)
    stale = [Finding(f"notebooks/{name}", "is out of date: run `grader release`") for name in names]
    return [*stale, *leaks(course)]


def leaks(course: Course) -> Iterator[Finding]:
    """Yield a finding for every marker, and every line of a solution or hidden test, in a stored file."""
    for path in _files(course.releases):
        text = (course.releases / path).read_text(encoding="utf-8", errors="replace")
        if MARKER.search(text):
            yield Finding(f"notebooks/{path}", "holds an nbgrader marker")
        secrets = _secrets_of(course, path.parts[0])
        leaked = (line for line in sorted(secrets) if line in text)
        yield from (Finding(f"notebooks/{path}", f"leaks: {line}") for line in leaked)


def secrets(cells: Iterable[Cell]) -> set[str]:
    """Return the long lines of solutions and hidden tests that stand nowhere else in the notebook."""
    texts = [cell.source for cell in cells]
    hidden = {line for text in texts for region in hidden_regions(text) for line in _lines(region)}
    visible = "\n".join(in_the_open(text) for text in texts)
    return {line for line in hidden if line not in visible}


def _secrets_of(course: Course, chapter: str) -> set[str]:
    """Return the lines that no learner of a chapter may read, as they are stored in a file."""
    here = [each.cells for each in course.chapters if each.name == chapter]
    return {json.dumps(line, ensure_ascii=False)[1:-1] for cells in here for line in secrets(cells)}


def _lines(region: str) -> Iterator[str]:
    """Yield the lines that are long enough to tell something."""
    yield from (
        line for line in map(str.strip, region.split("\n")) if len(line) >= MIN_SECRET_LENGTH
    )


def _differences(made: Path, stored: Path) -> list[Path]:
    """Return the files that one of two directories lacks, or in which they differ."""
    names = sorted({*_files(made), *_files(stored)})
    return [name for name in names if _bytes(made / name) != _bytes(stored / name)]


def _files(root: Path) -> list[Path]:
    """Return all files in a directory, without those in `LEFT_BY_RUNS`."""
    found = (path.relative_to(root) for path in sorted(root.rglob("*")) if path.is_file())
    return [path for path in found if not LEFT_BY_RUNS & {*path.parts}]


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _replace(new: Path, old: Path) -> None:
    if new.exists():
        old.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(new, old)
    else:
        old.unlink()
