"""A class is graded into a PostgreSQL gradebook.

GRADER_POSTGRES=postgresql://user:password@localhost/empty_database pytest tests/classroom/test_postgres.py
"""

import os

import pytest
from classroom.conftest import RIGHT

from grader.classroom.grade import Grading, GradingOptions
from grader.classroom.pipeline import Pipeline

URL = os.environ.get("GRADER_POSTGRES", "")
pytestmark = pytest.mark.skipif(not URL, reason="GRADER_POSTGRES names no empty database")


def test_a_class_is_graded_into_postgresql(class_):
    pytest.importorskip("psycopg2", reason="pip install 'grader[postgres]'")
    class_.hand_in('O\'Brien, "Ünï" 王')
    class_.hand_in("grace", **(RIGHT | {"double_answer": "def double(x): return abs(2 * x)"}))
    pipeline = Pipeline(class_.course, database=URL)
    Grading(pipeline, class_.assignment, GradingOptions(jobs=2)).run()
    with pipeline.gradebook() as book:
        points = {each.student.id: each.score for each in book.assignment_submissions("01_tiny")}
    assert points == {'O\'Brien, "Ünï" 王': 6, "grace": 5}
