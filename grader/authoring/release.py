"""The students' notebooks, made of the instructor's by nbgrader's own converter.

The same source gives the same bytes. A release is stored in the repository, so it can be stale, and
it can leak; `problems` finds both.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from grader.course import Chapter, Course, Notebook, source

MARKER = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)")
REGION = re.compile(r"### BEGIN (SOLUTION|HIDDEN TESTS)\n(.*?)### END \1", re.DOTALL)
TELLING = 16  # a shorter line, such as `return results`, may stand anywhere


def convert(course: Course, into: Path) -> None:
    """Make all releases below a directory."""
    for chapter in course.chapters:
        convert_chapter(course, chapter, into)


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


def release(course: Course) -> list[Path]:
    """Bring `notebooks/` up to date; return the files that changed."""
    with tempfile.TemporaryDirectory() as made:
        convert(course, Path(made))
        changed = _differences(Path(made), course.releases)
        for name in changed:
            _replace(Path(made) / name, course.releases / name)
    return [course.releases / name for name in changed]


def problems(course: Course) -> list[str]:
    """What is wrong with the stored releases, a sentence each."""
    with tempfile.TemporaryDirectory() as made:
        convert(course, Path(made))
        stale = _differences(Path(made), course.releases)
    return [f"notebooks/{name} is not what its source gives" for name in stale] + list(
        leaks(course)
    )


def leaks(course: Course) -> Iterator[str]:
    """Every stored file that holds a marker, or a line of a solution or of a hidden test."""
    for path in _files(course.releases):
        text = (course.releases / path).read_text(encoding="utf-8", errors="replace")
        if MARKER.search(text):
            yield f"notebooks/{path} holds an nbgrader marker"
        secrets = _secrets_of(course, path.parts[0])
        yield from (f"notebooks/{path} leaks: {line}" for line in sorted(secrets) if line in text)


def _secrets_of(course: Course, chapter: str) -> set[str]:
    """The telling lines that no learner of a chapter may read, as they stand in a file."""
    import json

    here = [c.notebook for c in course.chapters if c.name == chapter]
    return {json.dumps(line, ensure_ascii=False)[1:-1] for nb in here for line in secrets(nb)}


def secrets(notebook: Notebook) -> set[str]:
    """The telling lines of the solutions and hidden tests that stand nowhere in the open."""
    texts = [source(cell) for cell in notebook["cells"]]
    hidden = {
        line for text in texts for region in REGION.finditer(text) for line in _lines(region[2])
    }
    opened = "\n".join(REGION.sub("", text) for text in texts)
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
    return [path for path in found if not {".ipynb_checkpoints", "__pycache__"} & {*path.parts}]


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _replace(new: Path, old: Path) -> None:
    if new.exists():
        old.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(new, old)
    else:
        old.unlink()
