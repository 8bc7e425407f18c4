"""The rules for exercises: each one yields what it finds wrong with an exercise."""

import ast
from collections.abc import Iterator

from grader.authoring.chapter_rules import Finding, Rule
from grader.judge.answer import Answer
from grader.judge.course import PARTS, Exercise
from grader.judge.judge import judge
from grader.judge.notebook import MARKER, Cell, hidden_regions, in_the_open
from grader.judge.verdict import NOT_ATTEMPTED, PASSED

MIN_HINTS = 3
STUB = "raise NotImplementedError()"


def has_its_parts_in_order(exercise: Exercise) -> Iterator[Finding]:
    """The cells must be: statement, given (optional), answer, run, check, hidden."""
    found = [cell.id for cell in exercise.cells]
    wanted = [exercise.name] + [f"{exercise.name}_{part}" for part in PARTS]
    if found != [name for name in wanted if name in found or not name.endswith("_given")]:
        yield Finding(exercise.name, f"its cells are {', '.join(found)}, not {', '.join(wanted)}")


def has_the_roles_its_ids_tell(exercise: Exercise) -> Iterator[Finding]:
    """A cell's role must be the one that its id names; `NAME_run` has none."""
    for cell in exercise.cells:
        part = cell.id.removeprefix(exercise.name).removeprefix("_") or "statement"
        if (cell.role or "run") != part:
            yield Finding(cell.id, f"its role is {cell.role}, its id says {part}")


def has_a_hint_ladder(exercise: Exercise) -> Iterator[Finding]:
    """The statement must have three hints: the idea, the name of the call, the shape of the code."""
    hints = exercise.statement.count("<details>")
    if hints < MIN_HINTS or hints != exercise.statement.count("</details>"):
        yield Finding(exercise.name, f"has {hints} complete <details> hints, not {MIN_HINTS}")


def is_unsolved_as_released(exercise: Exercise) -> Iterator[Finding]:
    """The solution must be marked, so that the release holds a stub instead."""
    for cell in exercise.of("answer"):
        if not hidden_regions(cell.source):
            yield Finding(cell.id, "has no ### BEGIN SOLUTION … ### END SOLUTION")


def has_a_standing_def_line(exercise: Exercise) -> Iterator[Finding]:
    """The stub must define the function: the learner only writes its body."""
    for cell in exercise.of("answer"):
        try:
            stub = ast.parse(in_the_open(cell.source, STUB))
        except SyntaxError as error:
            yield Finding(cell.id, f"its stub is no Python: {error}")
        else:
            if exercise.name not in _defined(stub):
                yield Finding(cell.id, f"`{exercise.name}` is not defined outside the solution")


def hides_the_hidden_check(exercise: Exercise) -> Iterator[Finding]:
    """Learners must see only a comment that says what kind of case the hidden check holds."""
    for cell in exercise.of("hidden"):
        left = in_the_open(cell.source).strip().split("\n")
        if not hidden_regions(cell.source):
            yield Finding(cell.id, "has no ### BEGIN HIDDEN TESTS … ### END HIDDEN TESTS")
        if not left[0] or not all(line.startswith("#") for line in left):
            yield Finding(
                cell.id, "must show learners a comment that says what it checks, and no code"
            )


def shows_the_visible_check(exercise: Exercise) -> Iterator[Finding]:
    """A cell that learners see must hold no solution and no hidden test."""
    for cell in exercise.of("check", "statement", "given"):
        if MARKER.search(cell.source):
            yield Finding(cell.id, "holds an nbgrader marker")


def has_points(exercise: Exercise) -> Iterator[Finding]:
    """Every check must be worth some points."""
    for cell in exercise.of("check", "hidden"):
        if cell.points <= 0:
            yield Finding(cell.id, "is worth no points")


def ends_checks_in_a_statement(exercise: Exercise) -> Iterator[Finding]:
    """A check must not end in a value: nbgrader takes it for the score."""
    for cell in exercise.of("check", "hidden"):
        try:
            last = ast.parse(cell.source).body[-1:]
        except SyntaxError as error:
            yield Finding(cell.id, f"is no plain Python: {error}")
        else:
            if last and isinstance(last[0], ast.Expr) and not isinstance(last[0].value, ast.Call):
                yield Finding(cell.id, "ends in a value; end it in a statement")


def has_a_solution_that_passes(exercise: Exercise) -> Iterator[Finding]:
    """The reference solution must earn all points."""
    verdict = judge(exercise, reference(exercise))
    if verdict.verdict != PASSED:
        yield Finding(exercise.name, f"its solution fails: {verdict.reason}\n{verdict.card}")


def is_not_attempted_as_released(exercise: Exercise) -> Iterator[Finding]:
    """The stub must earn nothing, and its verdict must be `not attempted`."""
    verdict = judge(exercise, stub(exercise))
    if verdict.verdict != NOT_ATTEMPTED:
        yield Finding(
            exercise.name, f"the verdict on its stub is: {verdict.verdict}\n{verdict.card}"
        )


def reference(exercise: Exercise) -> Answer:
    """Return the exercise's own solution, as an answer."""
    return _answer(exercise, {cell.id: cell.source for cell in exercise.of("answer")})


def stub(exercise: Exercise) -> Answer:
    """Return the stub that learners get, as an answer."""
    cells = exercise.of("answer")
    return _answer(exercise, {cell.id: in_the_open(cell.source, STUB) for cell in cells})


def _defined(stub: ast.Module) -> set[str]:
    return {getattr(node, "name", "") for node in stub.body} | {
        node.id for node in ast.walk(stub) if isinstance(node, ast.Name) and _stored(node)
    }


def _stored(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)


def _answer(exercise: Exercise, answers: dict[str, str]) -> Answer:
    """Return an answer of the setup cell, the given cells and the texts in `answers`."""
    setup = [exercise.chapter.setup] if exercise.chapter.setup else []
    needed: list[Cell] = [*setup, *exercise.of("given")]
    before = {cell.id: cell.source for cell in needed}
    return Answer(tuple((before | answers).items()))


READING: list[Rule] = [
    has_its_parts_in_order,
    has_the_roles_its_ids_tell,
    has_a_hint_ladder,
    is_unsolved_as_released,
    has_a_standing_def_line,
    hides_the_hidden_check,
    shows_the_visible_check,
    has_points,
    ends_checks_in_a_statement,
]
RUNNING: list[Rule] = [has_a_solution_that_passes, is_not_attempted_as_released]
