"""nbgrader's own pipeline in a directory: release, autograde, feedback, export.

A thin hand on nbgrader's API, which reports a failure in what it returns; here it is raised.
"""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from grader.course import Course


class PipelineError(RuntimeError):
    """A step of nbgrader's pipeline failed; the text is what nbgrader logged."""


class Pipeline:
    """A class in a directory of its own: its submissions, gradebook, feedback and grades."""

    def __init__(self, course: Course, root: Path) -> None:
        self.course = course
        self.root = root
        root.mkdir(parents=True, exist_ok=True)

    @property
    def submitted(self) -> Path:
        """Where submissions are: STUDENT/CHAPTER/NOTEBOOK.ipynb."""
        return self.root / "submitted"

    @property
    def autograded(self) -> Path:
        """Where nbgrader puts what it ran."""
        return self.root / "autograded"

    @property
    def feedback(self) -> Path:
        """Where the feedback pages are."""
        return self.root / "feedback"

    @property
    def grades(self) -> Path:
        """Where the exported grades are."""
        return self.root / "grades.csv"

    def released(self, chapter: str) -> Path:
        """Where this class's release of a chapter is."""
        return self.root / "released" / chapter

    @cached_property
    def config(self) -> Any:
        """The course's configuration, on this directory."""
        config = self.course.nbgrader_config()
        for step in ("submitted", "autograded", "feedback"):
            config.CourseDirectory[f"{step}_directory"] = str(self.root / step)
        config.CourseDirectory.release_directory = str(self.root / "released")
        config.CourseDirectory.db_url = f"sqlite:///{self.root / 'gradebook.db'}"
        config.CsvExportPlugin.to = str(self.grades)
        return config

    @cached_property
    def api(self) -> Any:
        """Nbgrader's own programming interface."""
        from nbgrader.apps.api import NbGraderAPI
        from nbgrader.coursedir import CourseDirectory

        return NbGraderAPI(CourseDirectory(config=self.config), config=self.config)

    def release(self, chapter: str) -> None:
        """Make the students' notebooks, and tell the gradebook what a chapter is worth."""
        self._run(self.api.generate_assignment, chapter)

    def autograde(self, chapter: str, student: str) -> None:
        """Run a submission in a kernel and write its scores into the gradebook."""
        self._run(self.api.autograde, chapter, student)

    def give_feedback(self, chapter: str, student: str) -> None:
        """Write a student's feedback page."""
        self._run(self.api.generate_feedback, chapter, student)

    def export(self) -> None:
        """Write all grades into one table."""
        from nbgrader.plugins import CsvExportPlugin

        with self.gradebook() as gradebook:
            CsvExportPlugin(parent=self.api).export(gradebook)

    def gradebook(self) -> Any:
        """Open the gradebook."""
        return self.api.gradebook

    def _run(self, step: Callable[..., dict[str, Any]], *arguments: str) -> None:
        result = step(*arguments)
        if not result["success"]:
            raise PipelineError(result.get("error") or result.get("log"))
