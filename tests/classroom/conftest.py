"""A class of a tiny course, and ways to hand in to it."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest
from courses import TINY_CHAPTER, make_course

from grader.authoring.release import release
from grader.classroom.assignment import Assignment
from grader.classroom.grade import Grading, GradingOptions
from grader.classroom.pipeline import Pipeline
from grader.judge.course import Course

DOUBLE = "def double(x):\n    return 2 * x\n"
FETCH_BOTH = """from concurrent.futures import ThreadPoolExecutor

def fetch_both(fetch, a, b):
    with ThreadPoolExecutor() as pool:
        return list(pool.map(fetch, [a, b]))
"""
RIGHT = {"double_answer": DOUBLE, "fetch_both_answer": FETCH_BOTH}


@pytest.fixture(scope="session")
def released(tmp_path_factory):
    """Make a course, its release and a gradebook that has the assignment, once."""
    course = make_course(tmp_path_factory.mktemp("released"), **{"01_tiny": TINY_CHAPTER})
    release(course)
    Pipeline(course).release("01_tiny")
    return course


@pytest.fixture
def class_(released, tmp_path, monkeypatch):
    """Make a class of the released course, in the working directory."""
    root = tmp_path / "course"
    shutil.copytree(released.root, root)
    monkeypatch.chdir(root)
    monkeypatch.setattr("grader.classroom.grade.processes", ThreadPoolExecutor)  # start at once
    return Class(Course(root))


class Class:
    """Hands in, grades, and looks up scores."""

    def __init__(self, course):
        self.course = course
        self.assignment = Assignment.of(course.chapters[0])
        self.pipeline = Pipeline(course)
        self.submitted = self.pipeline.folder("submitted")

    def release(self):
        """Return a copy of the released notebook."""
        return json.loads(json.dumps(self.assignment.released))

    def notebook(self, **answers):
        """Return the released notebook with other texts in the cells of these ids."""
        notebook = self.release()
        for cell in notebook["cells"]:
            cell["source"] = answers.get(cell["id"], cell["source"])
        return notebook

    def hand_in(self, student, notebook=None, **answers):
        """Hand in a notebook (a dict, or the bytes of a file); return the folder."""
        folder = self.submitted / student / self.assignment.name
        folder.mkdir(parents=True, exist_ok=True)
        content = self.notebook(**(answers or RIGHT)) if notebook is None else notebook
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        (folder / self.assignment.file_name).write_bytes(data)
        return folder

    def grade(self, on_assessment=lambda _: None, **options):
        """Grade everybody; return the assessments by student."""
        options = GradingOptions(jobs=2, **options)
        return Grading(self.pipeline, self.assignment, options).run(on_assessment)

    def scores(self):
        """Return the scores in the gradebook: {student: {check: points}}."""
        with self.pipeline.gradebook() as book:
            return {
                each.student.id: {
                    grade.name: grade.score for n in each.notebooks for grade in n.grades
                }
                for each in book.assignment_submissions(self.assignment.name)
            }

    def points(self):
        """Return the sum of each student's scores."""
        return {student: sum(each.values()) for student, each in self.scores().items()}
