"""Print verdicts, findings, and errors that say what to do."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import NoReturn

from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from grader.authoring.chapter_rules import Finding, OnDone
from grader.judge.verdict import FAILED, NOT_ATTEMPTED, PASSED, Verdict, title

PASS_CODE, FAIL_CODE, USAGE_CODE, NOT_ATTEMPTED_CODE = 0, 1, 2, 3
EXIT_CODES = {PASSED: PASS_CODE, FAILED: FAIL_CODE, NOT_ATTEMPTED: NOT_ATTEMPTED_CODE}
MARKS = {PASSED: "✓", FAILED: "✗", NOT_ATTEMPTED: "–"}
STYLES = {PASSED: "blue", FAILED: "bold red", NOT_ATTEMPTED: "dim"}

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def give_up(message: object) -> NoReturn:
    """Print why the command cannot be carried out, and exit with `USAGE_CODE`."""
    err.print(Text(str(message)))
    raise SystemExit(USAGE_CODE)


@contextmanager
def usage_errors(*kinds: type[Exception]) -> Iterator[None]:
    """Give up with the message of an exception of these kinds, instead of a traceback."""
    try:
        yield
    except kinds as error:
        if isinstance(error, OSError) and error.filename:
            give_up(f"{error.filename}: {error.strerror}")
        give_up(error)


@contextmanager
def progress(what: str, total: int) -> Iterator[OnDone]:
    """Show a progress bar on standard error; yield what to call after each of the `total` pieces."""
    with Progress(*Progress.get_default_columns(), console=err, transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda name: bar.update(task, advance=1, description=f"{what} {name}")


@contextmanager
def silent_stdout() -> Iterator[None]:
    """Send what the block prints to standard error: standard output is for the result."""
    with redirect_stdout(sys.stderr):
        yield


def show_verdict(verdict: Verdict, *, as_json: bool) -> None:
    """Print a verdict as a table with its cards, or as JSON."""
    if as_json:
        sys.stdout.write(json.dumps(verdict.to_json(), ensure_ascii=False, indent=2) + "\n")
    else:
        out.print(verdict_table(verdict))
        show_cards(verdict)


def verdict_table(verdict: Verdict) -> Table:
    """Return a table with one row for each graded cell."""
    table = Table(title=summary(verdict), title_justify="left")
    for column in ("check", "outcome"):
        table.add_column(column)
    table.add_column("points", justify="right")
    table.add_column("time", justify="right")
    for cell in verdict.cells:
        earned = f"{cell.points:g} / {cell.max_points:g}"
        table.add_row(cell.id, marked(cell.outcome, cell.card), earned, f"{cell.seconds:.2f} s")
    return table


def marked(outcome: str, card: str) -> Text:
    """Return an outcome with its mark, which can be read without colours; a failure with its reason."""
    kind = outcome if outcome in MARKS else FAILED
    return Text(f"{MARKS[kind]} {title(card) if kind == FAILED else kind}", STYLES[kind])


def summary(verdict: Verdict) -> Text:
    """Return the verdict in one line."""
    earned = f"{verdict.points:g} of {verdict.max_points:g} points"
    mark = MARKS[verdict.verdict]
    line = f"{mark} {verdict.exercise}: {verdict.verdict}, {earned}"
    return Text(line, STYLES[verdict.verdict])


def show_cards(verdict: Verdict) -> None:
    """Print each card once, below the ids of its cells."""
    cells_of: dict[str, list[str]] = {}
    for cell in verdict.cells:
        cells_of.setdefault(cell.card, []).append(cell.id)
    for card, cells in cells_of.items():
        if card:
            out.print(Text(f"\n{', '.join(cells)}", "bold"))
            out.print(Text(card), soft_wrap=True)


def show_findings(findings: Sequence[Finding]) -> int:
    """Print the findings; return the exit code, which warnings do not change."""
    for finding in findings:
        out.print(Text(str(finding), "dim" if finding.warning else ""), soft_wrap=True)
    errors = sum(not finding.warning for finding in findings)
    out.print(f"{errors} errors, {len(findings) - errors} warnings")
    return FAIL_CODE if errors else PASS_CODE


def show_changes(paths: Sequence[Path], wrong: str | None = None) -> int:
    """Print the files that were written, or what is wrong with them; return the exit code."""
    for path in paths:
        out.print(Text(f"{path} {wrong or 'written'}"), soft_wrap=True)
    return FAIL_CODE if wrong and paths else PASS_CODE
