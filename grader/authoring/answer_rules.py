"""What the right and wrong answers in tests/answers/ must be like; each rule says what it finds wrong.

They are data: `tests/answers/EXERCISE/right_*.py` and `wrong_*.py`.  Each names its exercise in the
docstring (`Target: EXERCISE`).  A wrong one also says, in lines `Message: …`, which words its card must
hold, so that a learner who makes this mistake gets to read them.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from grader.authoring.chapter_rules import Finding
from grader.judge.course import Course

RIGHT, WRONG = 2, 3  # answers that an exercise needs at least
TARGET = re.compile(r"Target:\s*(\w+)")
MESSAGE = re.compile(r"^Message:(.*)", re.MULTILINE)


def folder(course: Course) -> Path:
    """Return where the answers lie, if the course is the repository's."""
    return course.root / "tests" / "answers"


def answers(course: Course, exercise: str, kind: str) -> list[Path]:
    """Return the files with answers of this kind, "right" or "wrong", to the exercise."""
    return sorted((folder(course) / exercise).glob(f"{kind}_*.py"))


def messages(path: Path) -> list[str]:
    """Return what the card of a wrong answer must say."""
    return [" ".join(line.split()) for line in MESSAGE.findall(_docstring(path))]


def _docstring(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


def are_well_formed(course: Course) -> Iterator[Finding]:
    """Every file in tests/answers/ is an answer to an exercise and says what comes of it."""
    if not folder(course).is_dir():
        return
    exercises = {exercise.name for exercise in course.exercises}
    for path in sorted(folder(course).glob("*/*")):
        if path.name != "__pycache__":
            where = str(path.relative_to(course.root))
            for text in _faults(path, exercises):
                yield Finding(where, text)
    for name in sorted(exercises):
        yield from _too_few(course, name)


def _faults(path: Path, exercises: set[str]) -> Iterator[str]:
    exercise, kind = path.parent.name, path.name.partition("_")[0]
    if path.suffix != ".py" or kind not in ("right", "wrong"):
        yield "is no answer: call it right_HOW.py or wrong_HOW.py, or remove it"
        return
    if exercise not in exercises:
        yield f"its folder is called {exercise}, which is no exercise: rename it, or remove it"
    try:
        target = TARGET.match(_docstring(path))
    except SyntaxError as error:
        yield f"is no Python: {error}"
        return
    if target is None or target[1] != exercise:
        yield f"begin its docstring with `Target: {exercise}`"
    if kind == "wrong" and not all(messages(path) or [""]):
        yield "add a line `Message: …` to its docstring, with words that its card must hold"


def _too_few(course: Course, exercise: str) -> Iterator[Finding]:
    for kind, least in (("right", RIGHT), ("wrong", WRONG)):
        found = len(answers(course, exercise, kind))
        if found < least:
            where = str((folder(course) / exercise).relative_to(course.root))
            yield Finding(where, f"has {found} {kind} answers: add {least - found} {kind}_HOW.py")
