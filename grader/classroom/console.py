"""What grading a class prints: progress, who got what and why not more, where everything is."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from grader.classroom.assess import Assessment
from grader.classroom.grade import Seen
from grader.classroom.report import total
from grader.console import FAILED, MARKS, NOT_ATTEMPTED, PASSED, STYLES, err, out
from grader.verdict import Verdict, readable

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
