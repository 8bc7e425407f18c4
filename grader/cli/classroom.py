"""The commands about classes, `grade`, `regrade` and `demo`, and what they print.

Errors of the gradebook or the disk become a sentence that says how to go on. An assessment is in the
journal before it is in the gradebook, and the gradebook takes it whole or not at all; so nothing that
has been judged is lost, and `--resume` goes on.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from grader.classroom.assess import Assessment
from grader.classroom.assignment import NotReleased
from grader.classroom.demo import Demo, DirectoryInUse
from grader.classroom.grade import (
    Grading,
    GradingOptions,
    NothingToGrade,
    OnAssessment,
    find_assignment,
)
from grader.classroom.pipeline import Pipeline, PipelineError, StorageError
from grader.classroom.report import Report, total
from grader.classroom.workers import NoCluster
from grader.cli.console import MARKS, STYLES, err, out, usage_errors
from grader.judge.course import Course, NoCourse
from grader.judge.verdict import FAILED, NOT_ATTEMPTED, PASSED, Verdict, readable

MAX_NAME_WIDTH = 40
"""Characters of a student's name in the progress display."""
HOW_TO_RESUME = (
    "When that is repaired, --resume goes on from here; nothing that was judged is lost."
)
INTERRUPTED = "Interrupted. What has been judged is kept: --resume goes on from here."


def grade(assignment: str, options: GradingOptions, database: str) -> None:
    """Grade an assignment of the class in `classroom/`."""
    with errors_explained():
        pipeline = Pipeline(Course.here(), database=database)
        assessments = run(pipeline, assignment, options)
        show(assessments.values())
        write_report(pipeline, assignment, assessments)


def regrade(assignment: str, options: GradingOptions, database: str) -> None:
    """Grade one exercise again, and print the scores that have changed."""
    with errors_explained():
        pipeline = Pipeline(Course.here(), database=database)
        before = scores(pipeline, assignment)
        assessments = run(pipeline, assignment, options)
        show_changes(before, scores(pipeline, assignment))
        write_report(pipeline, assignment, assessments)


def demo(into: Path, chapter: str | None, jobs: int) -> None:
    """Grade the sample class in a directory of its own."""
    with errors_explained():
        demo = Demo(Course.here(), into.resolve(), chapter)
        name = demo.assignment.name
        err.print(f"{len(demo.students)} students hand in {name} …")
        pipeline = demo.hand_in()
        assessments = run(pipeline, name, GradingOptions(jobs))
        show(assessments.values())
        with err.status("Writing feedback pages …"):
            pipeline.give_feedback(name, "*")
            pipeline.export()
        write_report(pipeline, name, assessments)
        show_paths(feedback=pipeline.folder("feedback"), grades=pipeline.grades)


def run(pipeline: Pipeline, assignment: str, options: GradingOptions) -> dict[str, Assessment]:
    """Grade with a progress display; return the assessments by student."""
    found = find_assignment(pipeline.course, assignment, options.only)
    with storage_errors_explained(pipeline):
        grading = Grading(pipeline, found, options)
        with progress("Grading", len(grading.submissions)) as on_assessment:
            return grading.run(on_assessment)


def scores(pipeline: Pipeline, assignment: str) -> dict[str, float]:
    """Return the scores in the gradebook by student, with those that were entered by hand."""
    with storage_errors_explained(pipeline), pipeline.gradebook() as gradebook:
        handed_in = [each.student.id for each in gradebook.assignment_submissions(assignment)]
        return {who: gradebook.find_submission(assignment, who).score for who in handed_in}


def write_report(pipeline: Pipeline, assignment: str, assessments: dict[str, Assessment]) -> None:
    """Write the report; print the paths of all that grading has made."""
    report = Report(assignment, sorted(assessments.values(), key=lambda each: each.student))
    with storage_errors_explained(pipeline):
        page, table = report.write(pipeline.home / "report")
    show_paths(report=page, checks=table, autograded=pipeline.folder("autograded"))


@contextmanager
def errors_explained() -> Iterator[None]:
    """Print a sentence, and no traceback, for what a teacher may do wrong."""
    kinds = (
        NoCourse, NoCluster, NothingToGrade, DirectoryInUse, NotReleased, PipelineError,
        StorageError,
    )  # fmt: skip
    with usage_errors(*kinds, OSError):
        yield


@contextmanager
def storage_errors_explained(pipeline: Pipeline) -> Iterator[None]:
    """Turn an error of the gradebook or the disk into a `StorageError` that says how to go on."""
    from nbgrader.api import InvalidEntry  # nbgrader raises it for many errors of the database

    try:
        with _silenced("tornado.application"):  # nbgrader logs these errors there, with tracebacks
            yield
    except (SQLAlchemyError, InvalidEntry, ImportError) as error:
        gradebook = f"The gradebook {_without_password(pipeline.url)}"
        raise StorageError(
            f"{gradebook} cannot be used: {_reason(error)}. {HOW_TO_RESUME}"
        ) from None
    except OSError as error:
        place = error.filename or pipeline.home
        raise StorageError(f"{place}: {error.strerror or error}. {HOW_TO_RESUME}") from None
    except KeyboardInterrupt:
        err.print(INTERRUPTED)
        raise


@contextmanager
def progress(what: str, number: int) -> Iterator[OnAssessment]:
    """Show how many submissions are done, failed and left; yield what to call for each one."""
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[failed]} not judged, left"), TimeRemainingColumn(),
        TextColumn("[dim]{task.fields[last]}"),
    )  # fmt: skip
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task(what, total=number, failed=0, last="")
        failed = 0

        def on_assessment(assessment: Assessment) -> None:
            nonlocal failed
            failed += bool(assessment.problem)
            last = escape(readable(assessment.student[:MAX_NAME_WIDTH]))
            bar.update(task, advance=1, failed=failed, last=last)

        yield on_assessment


def show(assessments: Iterable[Assessment]) -> None:
    """Print the table of scores, the sandboxes that were used, and what to review."""
    rows = sorted(assessments, key=lambda each: each.student)
    out.print(score_table(rows))
    for sandbox in sorted({each.sandbox for each in rows} - {""}):
        number = sum(each.sandbox == sandbox for each in rows)
        out.print(f"{number} submissions were run in: {sandbox}.")
    for each in rows:
        if each.to_review:
            sentence = f"Look at {each.student}: {'; '.join(each.to_review)}"
            out.print(Text(readable(sentence)), soft_wrap=True)


def score_table(assessments: Iterable[Assessment]) -> Table:
    """Return a table with a row for each student and a column for each exercise that was tried."""
    rows = list(assessments)
    tried = _tried(rows)
    table = Table(show_lines=True)
    for column in ("student", *tried):
        table.add_column(column, overflow="fold")
    table.add_column("points", justify="right")
    for each in rows:
        verdicts = [verdict for verdict in each.verdicts if verdict.exercise in tried]
        cells = map(score_cell, verdicts)
        table.add_row(Text(readable(each.student)), *cells, f"{total(each):g}")
    return table


def score_cell(verdict: Verdict) -> Text:
    """Return the points of an exercise, and the reason if it failed."""
    kind = verdict.verdict if verdict.verdict in (PASSED, NOT_ATTEMPTED) else FAILED
    earned = f"{MARKS[kind]} {verdict.points:g}/{verdict.max_points:g}"
    return Text(f"{earned} {verdict.reason}" if kind == FAILED else earned, STYLES[kind])


def show_paths(**paths: Path) -> None:
    """Print each path after its name."""
    for name, path in paths.items():
        out.print(Text(f"{name.replace('_', ' '):<12} {path}"), soft_wrap=True)


def show_changes(before: dict[str, float], after: dict[str, float]) -> None:
    """Print the old and the new score of each student whose score has changed."""
    changed = {who: after[who] for who in sorted(after) if before.get(who) != after[who]}
    for who, score in changed.items():
        old = f"{before[who]:g}" if who in before else "not graded"
        out.print(Text(f"{readable(who)}: {old} → {score:g}"), soft_wrap=True)
    out.print(f"{len(changed)} of {len(after)} scores changed.")


@contextmanager
def _silenced(logger: str) -> Iterator[None]:
    level = logging.getLogger(logger).level
    logging.getLogger(logger).setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logging.getLogger(logger).setLevel(level)


def _reason(error: Exception) -> str:
    """Return the database's own words, without the name of its exception."""
    return re.sub(r"^\([\w.]+\) ", "", str(error).partition("\n")[0])


def _without_password(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return url


def _tried(assessments: list[Assessment]) -> list[str]:
    """Return the names of the exercises that at least one student has tried."""
    verdicts = [verdict for each in assessments for verdict in each.verdicts]
    return list(dict.fromkeys(v.exercise for v in verdicts if v.verdict != NOT_ATTEMPTED))
