"""nbgrader on the layout of this course; every `nbgrader` command works from this directory.

Sources and releases are part of the repository; what grading a class leaves behind is under
classroom/, which git does not see.
"""

import os
import sys
from pathlib import Path

# nbgrader starts `alembic` by name to make a database, also where the environment is not activated.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])

c = get_config()  # noqa: F821 - traitlets puts it there

course = Path(__file__).resolve().parent
classroom = course / "classroom"
exchange = classroom / "exchange"  # where learners fetch and submit; a class shares another place
exchange.mkdir(parents=True, exist_ok=True)  # nbgrader makes all directories but these two

c.CourseDirectory.course_id = "concurrency"
c.CourseDirectory.root = str(course)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.source_with_tests_directory = "classroom/source_with_tests"
# chapter 5 writes server.py beside itself: what a teacher's run left there is a solution
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

# Students may put into the exchange what they like: links to what is the teacher's, for instance.
c.ExchangeFactory.collect = "grader.classroom.plugins.Collect"

# Submissions are judged by `grader.classroom`: in a sandbox, without a kernel, whatever they are.
c.Autograde.pre_convert_hook = "grader.classroom.plugins.leave_out_pipes"
c.Autograde.sanitize_preprocessors = [
    "grader.classroom.plugins.PutInOrder",
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
# What students read of it holds no line of a hidden test.
c.GenerateFeedback.preprocessors = [
    "grader.classroom.plugins.HideHiddenTests",
    "nbgrader.preprocessors.GetGrades",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
