"""The command `grader`.

Each command imports what it needs when it is called, so that help is quick.
"""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Judge answers, grade a class, and maintain the notebooks of the course.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command()
def check(
    name: Annotated[
        str, typer.Argument(help="The name of the exercise, which is that of its function.")
    ],
    file: Annotated[Path, typer.Argument(help="A Python file that defines the function.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
) -> None:
    """Judge FILE by the visible and hidden checks of the exercise NAME.

    The exit code is 0 if the answer passed, 1 if it failed, 3 if it is not attempted yet,
    and 2 if there is no such exercise or no such file.
    """
    from grader.cli import console
    from grader.judge.course import NoCourse, UnknownExercise
    from grader.judge.judge import judge_file

    with console.usage_errors(UnknownExercise, NoCourse, OSError), console.silent_stdout():
        verdict = judge_file(name, file)
    console.show_verdict(verdict, as_json=as_json)
    raise typer.Exit(console.EXIT_CODES[verdict.verdict])


@app.command()
def conformance(
    name: Annotated[str, typer.Argument(help="The exercise: my_as_completed.")],
    file: Annotated[Path, typer.Argument(help="A Python file that defines the function.")],
) -> None:
    """Run CPython's own tests with the function NAME of FILE instead of the library's function."""
    from grader.cli import console
    from grader.judge.conformance import NoSuite, conforms

    with console.usage_errors(NoSuite, OSError):
        passed = conforms(name, file)
    raise typer.Exit(console.PASS_CODE if passed else console.FAIL_CODE)


@app.command()
def lint() -> None:
    """Check that every exercise is complete, can be solved, and does not give its solution away."""
    from grader.authoring.lint import lint as find
    from grader.cli import console
    from grader.judge.course import Course, NoCourse

    with console.usage_errors(NoCourse):
        course = Course.here()
    with console.progress("Linting", len(course.exercises)) as done, console.silent_stdout():
        findings = list(find(course, done))
    raise typer.Exit(console.show_findings(findings))


Checking = Annotated[
    bool, typer.Option("--check", help="Change nothing; fail if something would change.")
]


@app.command()
def tidy(only_check: Checking = False) -> None:
    """Write the source notebooks in their canonical form."""
    from grader.authoring.tidy import tidy_file
    from grader.cli import console
    from grader.judge.course import Course, NoCourse

    with console.usage_errors(NoCourse):
        sources = [chapter.path for chapter in Course.here().chapters]
    untidy = [path for path in sources if tidy_file(path, write=not only_check)]
    raise typer.Exit(console.show_changes(untidy, "is not tidy" if only_check else None))


@app.command()
def release(only_check: Checking = False) -> None:
    """Make the students' notebooks from the sources, and check that no solution leaks into them."""
    from grader.authoring.release import leaks, problems
    from grader.authoring.release import release as make
    from grader.cli import console
    from grader.judge.course import Course, NoCourse

    with console.usage_errors(NoCourse):
        course = Course.here()
    with console.progress("Converting", len(course.chapters)) as done:
        changed = [] if only_check else make(course, done)
        wrong = problems(course, done) if only_check else list(leaks(course))
    console.show_changes(changed)
    raise typer.Exit(console.show_findings(wrong))


Assignment = Annotated[str, typer.Argument(help="The chapter, such as 01_executors.")]
Jobs = Annotated[
    int,
    typer.Option(
        min=0, help="How many submissions to judge at once; 0 for as many as there are cores."
    ),
]
Gradebook = Annotated[str, typer.Option("--db", help="URL of a gradebook, such as postgresql://…")]


@app.command()
def grade(
    assignment: Assignment,
    jobs: Jobs = 0,
    student: Annotated[str | None, typer.Option(help="Grade one student only.")] = None,
    only: Annotated[str | None, typer.Option(help="Grade one exercise only.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on after an interruption.")] = False,
    scheduler: Annotated[str | None, typer.Option(help="Judge on this Dask scheduler.")] = None,
    database: Gradebook = "",
) -> None:
    """Judge what the class has handed in, and enter the scores into nbgrader's gradebook.

    Submissions are read from classroom/submitted; feedback and export are nbgrader's own commands.
    """
    from grader.classroom.grade import GradingOptions
    from grader.cli import classroom

    classroom.grade(assignment, GradingOptions(jobs, student, only, resume, scheduler), database)


@app.command()
def regrade(
    assignment: Assignment,
    only: Annotated[str, typer.Option(help="The exercise whose check was corrected.")],
    jobs: Jobs = 0,
    database: Gradebook = "",
) -> None:
    """Grade one exercise again, and show the scores that changed; scores given by hand stay."""
    from grader.classroom.grade import GradingOptions
    from grader.cli import classroom

    classroom.regrade(assignment, GradingOptions(jobs, only=only), database)


@app.command()
def demo(
    into: Annotated[
        Path, typer.Option(help="A directory for the class; the last demo in it is removed.")
    ] = Path("classroom/demo"),
    chapter: Annotated[
        str | None, typer.Option(help="The chapter, by default the first one.")
    ] = None,
    jobs: Jobs = 0,
) -> None:
    """Grade a small sample class, from hand-in to feedback pages and grades.csv."""
    from grader.cli import classroom

    classroom.demo(into, chapter, jobs)


def main() -> None:
    """Run the command."""
    app(prog_name="grader")


if __name__ == "__main__":
    main()
