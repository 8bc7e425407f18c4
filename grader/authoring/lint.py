"""Find what is missing in the course, what does not belong there, and what cannot be solved.

rustlings' `dev check` is the model.
"""

from collections.abc import Iterator

from grader.authoring import answer_rules, chapter_rules, exercise_rules
from grader.authoring.chapter_rules import Finding, OnDone, ignore
from grader.judge.course import Course


def lint(course: Course, on_done: OnDone = ignore) -> Iterator[Finding]:
    """Yield what is wrong with the course; call `on_done` with the name of each exercise that is done."""
    yield from chapter_rules.has_unique_names(course)
    yield from answer_rules.are_well_formed(course)
    for chapter in course.chapters:
        for rule in chapter_rules.READING:
            yield from _in(chapter.name, rule(chapter))
        for exercise in chapter.exercises:
            for rule in exercise_rules.READING + exercise_rules.RUNNING:
                yield from _in(chapter.name, rule(exercise))
            on_done(exercise.name)


def _in(chapter: str, findings: Iterator[Finding]) -> Iterator[Finding]:
    """Yield the findings, with the chapter before the place of each."""
    for finding in findings:
        where = finding.where if finding.where == chapter else f"{chapter}: {finding.where}"
        yield Finding(where, finding.text, finding.warning)
