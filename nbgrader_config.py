"""nbgrader's configuration for this course; every `nbgrader` command works from this directory.

Sources and releases are part of the repository. What grading a class writes is in classroom/, which
git ignores.
"""

import os
import sys
from pathlib import Path

# nbgrader finds `alembic` by PATH when it makes a database, even if no environment is activated.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])

c = get_config()  # noqa: F821 - traitlets defines it

course = Path(__file__).resolve().parent
classroom = course / "classroom"
exchange = classroom / "exchange"  # where learners fetch and submit; a class needs a shared folder
exchange.mkdir(parents=True, exist_ok=True)  # nbgrader makes all directories but these two

c.CourseDirectory.course_id = "concurrency"
c.CourseDirectory.root = str(course)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.source_with_tests_directory = "classroom/source_with_tests"
# chapter 5 writes server.py beside its notebook: after a teacher's run, that file is a solution
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "server.py"]
c.CourseDirectory.solution_directory = "classroom/solution"
c.CourseDirectory.release_directory = "notebooks"
c.CourseDirectory.submitted_directory = "classroom/submitted"
c.CourseDirectory.autograded_directory = "classroom/autograded"
c.CourseDirectory.feedback_directory = "classroom/feedback"
c.CourseDirectory.db_url = f"sqlite:///{classroom / 'gradebook.db'}"

c.Exchange.root = str(exchange)
c.CsvExportPlugin.to = str(classroom / "grades.csv")

c.ExportApp.plugin_class = "grader.classroom.export.QuotedCsv"

# Students may put anything into the exchange, such as links to the teacher's files.
c.ExchangeFactory.collect = "grader.classroom.plugins.Collect"

# `grader.classroom` judges all submissions in a sandbox, without a kernel.
c.Autograde.pre_convert_hook = "grader.classroom.plugins.skip_special_files"
c.Autograde.sanitize_preprocessors = [
    "grader.classroom.plugins.RestoreCells",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "grader.classroom.plugins.Judge",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
# The feedback that students read has no line of a hidden test.
c.GenerateFeedback.preprocessors = [
    "grader.classroom.plugins.HideHiddenTests",
    "nbgrader.preprocessors.GetGrades",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
