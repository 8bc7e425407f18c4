"""nbgrader's own pipeline in a directory: release, autograde, feedback, export.

nbgrader's API reports a failure in what it returns; here the failure is raised.  A gradebook in a file
waits for others who are writing.
"""

import warnings
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import event

from grader.classroom.export import QuotedCsv
from grader.judge.course import Course

DATABASE_TIMEOUT = 30
"""Seconds: the Formgrader writes for an instant, a teacher with a browser longer."""


class Unusable(RuntimeError):
    """The gradebook or a file cannot be used: which, why, and what to do then."""


def patient(gradebook: Any) -> Any:
    """The gradebook; in a file it waits for whoever else is writing."""
    if gradebook.engine.dialect.name == "sqlite":
        event.listen(gradebook.engine, "checkout", _wait)
    return gradebook


def _wait(connection: Any, *_: Any) -> None:
    connection.execute(f"PRAGMA busy_timeout = {DATABASE_TIMEOUT * 1000}")


class PipelineError(RuntimeError):
    """A step of nbgrader's pipeline failed; the text is what nbgrader logged."""


class Pipeline:
    """A class: its submissions, gradebook, feedback and grades.

    It is where the course's configuration says, or below a ``root`` of its own.
    """

    def __init__(self, course: Course, root: Path | None = None, database: str = "") -> None:
        self.course, self.root, self.database = course, root, database
        self.home = root or course.root / "classroom"
        self.home.mkdir(parents=True, exist_ok=True)

    def folder(self, step: str) -> Path:
        """Where nbgrader keeps what a step makes: submitted, autograded, feedback or release."""
        return self.course.root / self.config.CourseDirectory[f"{step}_directory"]

    @property
    def grades(self) -> Path:
        """Where the exported grades are."""
        return Path(self.config.CsvExportPlugin.to)

    @property
    def url(self) -> str:
        """The gradebook."""
        return str(self.config.CourseDirectory.db_url)

    @cached_property
    def config(self) -> Any:
        """The course's configuration, on this class."""
        config = self.course.nbgrader_config()
        if self.root:
            for step in ("submitted", "autograded", "feedback", "release"):
                config.CourseDirectory[f"{step}_directory"] = str(self.root / step)
            config.CourseDirectory.db_url = f"sqlite:///{self.root / 'gradebook.db'}"
            config.CsvExportPlugin.to = str(self.root / "grades.csv")
        if self.database:
            config.CourseDirectory.db_url = with_driver(self.database)
        return config

    @cached_property
    def api(self) -> Any:
        """Nbgrader's own programming interface."""
        from nbgrader.apps.api import NbGraderAPI
        from nbgrader.coursedir import CourseDirectory

        warnings.filterwarnings("ignore", module="nbgrader")  # about its own use of SQLAlchemy
        return NbGraderAPI(CourseDirectory(config=self.config), config=self.config)

    def release(self, chapter: str) -> None:
        """Make the students' notebooks, and tell the gradebook what a chapter is worth."""
        self._run(self.api.generate_assignment, chapter)

    def autograde(self, chapter: str, student: str) -> None:
        """Judge a submission and write its scores into the gradebook, as nbgrader does it."""
        self._run(self.api.autograde, chapter, student)

    def give_feedback(self, chapter: str, student: str) -> None:
        """Write a student's feedback page."""
        self._run(self.api.generate_feedback, chapter, student)

    def export(self) -> None:
        """Write all grades into one table."""
        with self.gradebook() as gradebook:
            QuotedCsv(parent=self.api).export(gradebook)

    def gradebook(self) -> Any:
        """Open the gradebook."""
        return self.api.gradebook

    def penalties(self) -> Any:
        """The plugin that says what a late submission costs."""
        from nbgrader.preprocessors import AssignLatePenalties

        assigning = AssignLatePenalties(parent=self.api)
        assigning.init_plugin()
        return assigning.plugin_inst

    def _run(self, step: Callable[..., dict[str, Any]], *arguments: str) -> None:
        result = step(*arguments)
        if not result["success"]:
            raise PipelineError(result.get("error") or result.get("log"))


def with_driver(url: str) -> str:
    """The URL with the driver that `grader[postgres]` installs: SQLAlchemy's default changed in 2.1."""
    return url.replace("postgresql://", "postgresql+psycopg2://", 1)
