"""The students' notebooks, made of the instructor's by nbgrader's own converter.

The same source gives the same bytes. A release is stored in the repository, so it can be stale, and
it can leak; `problems` finds both.
"""

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.authoring.findings import Finding, Progress, unseen
from grader.judge.course import Chapter, Course
from grader.judge.notebook import MARKER, Cell, hidden_regions, in_the_open

LEFT_BEHIND = {".ipynb_checkpoints", "__pycache__", "server.py"}  # nbgrader_config.py ignores them
TELLING = 16  # a shorter line, such as `return results`, may stand anywhere


def convert(course: Course, into: Path, progress: Progress = unseen) -> None:
    """Make all releases below a directory."""
    for chapter in course.chapters:
        convert_chapter(course, chapter, into)
        progress(chapter.name)


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


def release(course: Course, progress: Progress = unseen) -> list[Path]:
    """Bring `notebooks/` up to date; return the files that changed."""
    with tempfile.TemporaryDirectory() as made:
        convert(course, Path(made), progress)
        changed = _differences(Path(made), course.releases)
        for name in changed:
            _replace(Path(made) / name, course.releases / name)
    return [course.releases / name for name in changed]


def problems(course: Course, progress: Progress = unseen) -> list[Finding]:
    """What is wrong with the stored releases."""
    with tempfile.TemporaryDirectory() as made:
        convert(course, Path(made), progress)
        names = _differences(Path(made), course.releases)
    stale = [Finding(f"notebooks/{name}", "is not what its source gives") for name in names]
    return [*stale, *leaks(course)]


def leaks(course: Course) -> Iterator[Finding]:
    """Every stored file that holds a marker, or a line of a solution or of a hidden test."""
    for path in _files(course.releases):
        text = (course.releases / path).read_text(encoding="utf-8", errors="replace")
        if MARKER.search(text):
            yield Finding(f"notebooks/{path}", "holds an nbgrader marker")
        secrets = _secrets_of(course, path.parts[0])
        leaked = (line for line in sorted(secrets) if line in text)
        yield from (Finding(f"notebooks/{path}", f"leaks: {line}") for line in leaked)


def _secrets_of(course: Course, chapter: str) -> set[str]:
    """The telling lines that no learner of a chapter may read, as they stand in a file."""
    here = [each.cells for each in course.chapters if each.name == chapter]
    return {json.dumps(line, ensure_ascii=False)[1:-1] for cells in here for line in secrets(cells)}


def secrets(cells: Iterable[Cell]) -> set[str]:
    """The telling lines of the solutions and hidden tests that stand nowhere in the open."""
    texts = [cell.source for cell in cells]
    hidden = {line for text in texts for region in hidden_regions(text) for line in _lines(region)}
    opened = "\n".join(in_the_open(text) for text in texts)
    return {line for line in hidden if line not in opened}


def _lines(region: str) -> Iterator[str]:
    yield from (line for line in map(str.strip, region.split("\n")) if len(line) >= TELLING)


def _differences(made: Path, stored: Path) -> list[Path]:
    """The files that one of two directories lacks, or in which they differ."""
    names = sorted({*_files(made), *_files(stored)})
    return [name for name in names if _bytes(made / name) != _bytes(stored / name)]


def _files(root: Path) -> list[Path]:
    """All files below a directory, but for what running notebooks leaves there."""
    found = (path.relative_to(root) for path in sorted(root.rglob("*")) if path.is_file())
    return [path for path in found if not LEFT_BEHIND & {*path.parts}]


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _replace(new: Path, old: Path) -> None:
    if new.exists():
        old.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(new, old)
    else:
        old.unlink()
