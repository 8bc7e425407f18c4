"""nbgrader's own steps on a class: release, autograde, feedback, export.

nbgrader's API reports a failed step in its return value; `Pipeline` raises `PipelineError` instead.
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
"""Seconds to wait for a locked SQLite file: a teacher's browser may write to it for a while."""


class PipelineError(RuntimeError):
    """A step of nbgrader's pipeline failed; the text is what nbgrader logged."""


class StorageError(RuntimeError):
    """The gradebook or a file cannot be used; the text says which, why, and how to go on."""


class Pipeline:
    """A class: its submissions, gradebook, feedback and grades.

    Its files are where the course's configuration says, or below `root` if one is given. `database`
    is the URL of another gradebook. `database_timeout` is in seconds.
    """

    def __init__(
        self,
        course: Course,
        root: Path | None = None,
        database: str = "",
        database_timeout: int = DATABASE_TIMEOUT,
    ) -> None:
        self.course, self.root = course, root
        self.database, self.database_timeout = database, database_timeout
        self.home = root or course.root / "classroom"
        self.home.mkdir(parents=True, exist_ok=True)

    def folder(self, step: str) -> Path:
        """Return the folder of a step: submitted, autograded, feedback or release."""
        return self.course.root / str(self.config.CourseDirectory[f"{step}_directory"])

    @property
    def grades(self) -> Path:
        """The file to which grades are exported."""
        return Path(self.config.CsvExportPlugin.to)

    @property
    def url(self) -> str:
        """The URL of the gradebook."""
        return str(self.config.CourseDirectory.db_url)

    @cached_property
    def config(self) -> Any:
        """The course's nbgrader configuration, with this class's folders and gradebook."""
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
        """The programming interface of nbgrader."""
        from nbgrader.apps.api import NbGraderAPI
        from nbgrader.coursedir import CourseDirectory

        warnings.filterwarnings("ignore", module="nbgrader")  # about its own use of SQLAlchemy
        return NbGraderAPI(CourseDirectory(config=self.config), config=self.config)

    def release(self, assignment: str) -> None:
        """Make the students' notebooks, and enter the assignment's points into the gradebook."""
        self._run(self.api.generate_assignment, assignment)

    def autograde(self, assignment: str, student: str) -> None:
        """Judge a submission and write its scores into the gradebook, by `nbgrader autograde`."""
        self._run(self.api.autograde, assignment, student)

    def give_feedback(self, assignment: str, student: str) -> None:
        """Write a student's feedback page."""
        self._run(self.api.generate_feedback, assignment, student)

    def export(self) -> None:
        """Write all grades into one CSV file."""
        with self.gradebook() as gradebook:
            QuotedCsv(parent=self.api).export(gradebook)

    def gradebook(self) -> Any:
        """Open the gradebook."""
        return self.api.gradebook

    def penalties(self) -> Any:
        """Return the plugin that computes the penalty of a late submission."""
        from nbgrader.preprocessors import AssignLatePenalties

        preprocessor = AssignLatePenalties(parent=self.api)
        preprocessor.init_plugin()
        return preprocessor.plugin_inst

    def _run(self, step: Callable[..., dict[str, Any]], *arguments: str) -> None:
        result = step(*arguments)
        if not result["success"]:
            raise PipelineError(result.get("error") or result.get("log"))


def wait_for_locks(gradebook: Any, timeout: int) -> Any:
    """Return the gradebook; one in a file now waits so many seconds for programs that write to it."""

    def set_busy_timeout(connection: Any, *_: Any) -> None:
        connection.execute(f"PRAGMA busy_timeout = {timeout * 1000}")

    if gradebook.engine.dialect.name == "sqlite":
        event.listen(gradebook.engine, "checkout", set_busy_timeout)
    return gradebook


def with_driver(url: str) -> str:
    """Return the URL with the driver of `grader[postgres]`: SQLAlchemy 2.1 has another default."""
    return url.replace("postgresql://", "postgresql+psycopg2://", 1)
