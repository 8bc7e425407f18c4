"""What grading a class prints: progress, who got what and why not more, where everything is.

The commands about classes: `grade`, `regrade` and `demo`.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from grader.classroom.assess import Assessment
from grader.classroom.assignment import NotReleased
from grader.classroom.demo import Demo, NotOurs
from grader.classroom.grade import Grading, NothingToGrade, Seen, Wish, master_of
from grader.classroom.pipeline import Pipeline, PipelineError, Unusable
from grader.classroom.report import Report, total
from grader.classroom.workers import NoCluster
from grader.cli.console import FAILED, MARKS, NOT_ATTEMPTED, PASSED, STYLES, err, out, usage_errors
from grader.cli.trouble import told
from grader.judge.course import Course, NoCourse
from grader.judge.verdict import Verdict, readable


@contextmanager
def explained() -> Iterator[None]:
    """Turn what a teacher may do wrong into a sentence."""
    wrong = (NoCourse, NoCluster, NothingToGrade, NotOurs, NotReleased, PipelineError, Unusable)
    with usage_errors(*wrong, OSError):
        yield


def grade(assignment: str, wish: Wish, database: str) -> None:
    """Grade an assignment of the class in `classroom/`."""
    with explained():
        pipeline = Pipeline(Course.here(), database=database)
        found = run(pipeline, assignment, wish)
        show(found.values())
        places(pipeline, assignment, found)


def regrade(assignment: str, wish: Wish, database: str) -> None:
    """Grade one exercise again, and tell what that changed."""
    with explained():
        pipeline = Pipeline(Course.here(), database=database)
        before = scores(pipeline, assignment)
        found = run(pipeline, assignment, wish)
        show_changes(before, scores(pipeline, assignment))
        places(pipeline, assignment, found)


def run(pipeline: Pipeline, assignment: str, wish: Wish) -> dict[str, Assessment]:
    """Grade with a progress display."""
    master = master_of(pipeline.course, assignment, wish.only)
    with told(pipeline):
        grading = Grading(pipeline, master, wish)
        with progress("Grading", len(grading.submissions)) as seen:
            return grading.run(seen)


def scores(pipeline: Pipeline, assignment: str) -> dict[str, float]:
    """What the gradebook says now, by student; what was entered by hand included."""
    with told(pipeline), pipeline.gradebook() as book:
        handed_in = [each.student.id for each in book.assignment_submissions(assignment)]
        return {who: book.find_submission(assignment, who).score for who in handed_in}


def places(pipeline: Pipeline, assignment: str, found: dict[str, Assessment]) -> None:
    """Write the report, and say where it and the rest is."""
    report = Report(assignment, sorted(found.values(), key=name))
    with told(pipeline):
        page, table = report.write(pipeline.home / "report")
    show_places(report=page, checks=table, autograded=pipeline.folder("autograded"))


def name(assessment: Assessment) -> str:
    """Whose it is."""
    return assessment.student


def demo(into: Path, chapter: str | None, jobs: int) -> None:
    """Grade the sample class in a directory of its own."""
    with explained():
        demo = Demo(Course.here(), into.resolve(), chapter)
        err.print(f"{len(demo.students)} students hand in {demo.master.name} …")
        pipeline = demo.hand_in()
        found = run(pipeline, demo.master.name, replace(Wish(), jobs=jobs))
        show(found.values())
        with err.status("Writing feedback pages …"):
            pipeline.give_feedback(demo.master.name, "*")
            pipeline.export()
        places(pipeline, demo.master.name, found)
        show_places(feedback=pipeline.folder("feedback"), grades=pipeline.grades)


WIDEST = 40  # students' names and reasons are cut there


@contextmanager
def progress(what: str, number: int) -> Iterator[Seen]:
    """Show how many are done, how many could not be judged, how many are left and for how long."""
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[failed]} not judged, left"), TimeRemainingColumn(),
        TextColumn("[dim]{task.fields[last]}"),
    )  # fmt: skip
    with Progress(*columns, console=err, transient=True) as bar:
        task, failed = bar.add_task(what, total=number, failed=0, last=""), [0]

        def seen(assessment: Assessment) -> None:
            failed[0] += bool(assessment.problem)
            bar.update(
                task,
                advance=1,
                failed=failed[0],
                last=escape(readable(assessment.student[:WIDEST])),
            )

        yield seen


def table(assessments: Iterable[Assessment]) -> Table:
    """A row for each student, a column for each exercise that anybody tried."""
    rows = list(assessments)
    tried = _tried(rows)
    shown = Table(show_lines=True)
    for name in ("student", *tried):
        shown.add_column(name, overflow="fold")
    shown.add_column("points", justify="right")
    for each in rows:
        verdicts = [verdict for verdict in each.verdicts if verdict.exercise in tried]
        shown.add_row(Text(readable(each.student)), *map(cell, verdicts), f"{total(each):g}")
    return shown


def _tried(assessments: list[Assessment]) -> list[str]:
    verdicts = [verdict for each in assessments for verdict in each.verdicts]
    return list(dict.fromkeys(v.exercise for v in verdicts if v.verdict != NOT_ATTEMPTED))


def cell(verdict: Verdict) -> Text:
    """What an exercise earned, and the reason of what was lost."""
    kind = verdict.verdict if verdict.verdict in (PASSED, NOT_ATTEMPTED) else FAILED
    earned = f"{MARKS[kind]} {verdict.points:g}/{verdict.max_points:g}"
    return Text(f"{earned} {verdict.reason}" if kind == FAILED else earned, STYLES[kind])


def show(assessments: Iterable[Assessment]) -> None:
    """Print the table, what ran in what, and whom to look at."""
    rows = sorted(assessments, key=lambda each: each.student)
    out.print(table(rows))
    for wall in sorted({each.sandbox for each in rows} - {""}):
        number = sum(each.sandbox == wall for each in rows)
        out.print(f"{number} submissions were run in: {wall}.")
    for each in rows:
        if each.oddities:
            out.print(
                Text(readable(f"Look at {each.student}: {'; '.join(each.oddities)}")),
                soft_wrap=True,
            )


def show_places(**places: Path) -> None:
    """Say where what was made is."""
    for name, path in places.items():
        out.print(Text(f"{name.replace('_', ' '):<12} {path}"), soft_wrap=True)


def show_changes(before: dict[str, float], after: dict[str, float]) -> None:
    """Print whose score is another one now."""
    changed = {who: after[who] for who in sorted(after) if before.get(who) != after[who]}
    for who, score in changed.items():
        old = f"{before[who]:g}" if who in before else "not graded"
        out.print(Text(f"{readable(who)}: {old} → {score:g}"), soft_wrap=True)
    out.print(f"{len(changed)} of {len(after)} scores changed.")
