"""A class of a tiny course, and ways to hand in to it."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest
from courses import TINY_CHAPTER, make_course

from grader.authoring.release import release
from grader.classroom.assignment import Master
from grader.classroom.grade import Grading, Wish
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
    """A course with its release, and a gradebook that knows of it, made once."""
    course = make_course(tmp_path_factory.mktemp("released"), **{"01_tiny": TINY_CHAPTER})
    release(course)
    Pipeline(course).release("01_tiny")
    return course


@pytest.fixture
def class_(released, tmp_path, monkeypatch):
    """A class that has got the release, in the working directory."""
    root = tmp_path / "course"
    shutil.copytree(released.root, root)
    monkeypatch.chdir(root)
    monkeypatch.setattr("grader.classroom.grade.processes", ThreadPoolExecutor)  # start at once
    return Class(Course(root))


class Class:
    """Hand in, grade, and look up what came of it."""

    def __init__(self, course):
        self.course = course
        self.master = Master.of(course.chapters[0])
        self.pipeline = Pipeline(course)
        self.submitted = self.pipeline.folder("submitted")

    def release(self):
        """The notebook that students got, as a fresh dict."""
        return json.loads(json.dumps(self.master.released))

    def notebook(self, **answers):
        """The release with other texts in the cells of these ids."""
        notebook = self.release()
        for cell in notebook["cells"]:
            cell["source"] = answers.get(cell["id"], cell["source"])
        return notebook

    def hand_in(self, student, notebook=None, **answers):
        """Hand in a notebook: a dict, or the bytes of a file."""
        folder = self.submitted / student / self.master.name
        folder.mkdir(parents=True, exist_ok=True)
        content = self.notebook(**(answers or RIGHT)) if notebook is None else notebook
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        (folder / self.master.file_name).write_bytes(data)
        return folder

    def grade(self, seen=lambda _: None, **wish):
        """Grade everybody; assessments by student."""
        return Grading(self.pipeline, self.master, Wish(jobs=2, **wish)).run(seen)

    def scores(self):
        """What the gradebook says: {student: {check: points}}."""
        with self.pipeline.gradebook() as book:
            return {
                each.student.id: {
                    grade.name: grade.score for n in each.notebooks for grade in n.grades
                }
                for each in book.assignment_submissions(self.master.name)
            }

    def points(self):
        """Points by student."""
        return {student: sum(each.values()) for student, each in self.scores().items()}
