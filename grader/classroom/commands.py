"""The commands about classes: `grade`, `regrade` and `demo`."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from grader.classroom import console
from grader.classroom.assess import Assessment
from grader.classroom.cluster import NoCluster
from grader.classroom.demo import Demo, NotOurs
from grader.classroom.grade import Grading, NothingToGrade, Wish, master_of
from grader.classroom.master import NotReleased
from grader.classroom.pipeline import Pipeline, PipelineError
from grader.classroom.report import Report
from grader.classroom.trouble import Unusable, told
from grader.console import err, usage_errors
from grader.course import Course, NoCourse


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
        console.show(found.values())
        places(pipeline, assignment, found)


def regrade(assignment: str, wish: Wish, database: str) -> None:
    """Grade one exercise again, and tell what that changed."""
    with explained():
        pipeline = Pipeline(Course.here(), database=database)
        before = scores(pipeline, assignment)
        found = run(pipeline, assignment, wish)
        console.show_changes(before, scores(pipeline, assignment))
        places(pipeline, assignment, found)


def run(pipeline: Pipeline, assignment: str, wish: Wish) -> dict[str, Assessment]:
    """Grade with a progress display."""
    master = master_of(pipeline.course, assignment, wish.only)
    with told(pipeline):
        grading = Grading(pipeline, master, wish)
        with console.progress("Grading", len(grading.submissions)) as seen:
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
    console.show_places(report=page, checks=table, autograded=pipeline.folder("autograded"))


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
        console.show(found.values())
        with err.status("Writing feedback pages …"):
            pipeline.give_feedback(demo.master.name, "*")
            pipeline.export()
        places(pipeline, demo.master.name, found)
        console.show_places(feedback=pipeline.folder("feedback"), grades=pipeline.grades)
