"""A check's lines are told without numbers: only the learner's own can be looked up by them."""

import linecache
import threading
from concurrent.futures import Future

import pytest

from grader import explore
from grader.attempt import Subject
from grader.failure import Failure
from grader.run.places import drivers

HERE = {"Future": Future, "threading": threading}
LOSES = """
def lose(future):
    if not future.done():
        future.cancel()
"""
DRIVE = """
def drive(lose):
    future = Future()
    thread = threading.Thread(target=future.set_result, args=(1,), name="other")
    thread.start()
    lose(future)
    return future.result()
"""


def in_a_cell(name, source):
    """A function as a notebook's cell defines it."""
    filename = f"<{name}>"
    linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
    namespace = dict(HERE)
    exec(compile(source, filename, "exec"), namespace)
    return namespace[name]


def card(drive, lose):
    with pytest.raises(Failure) as failure:
        explore(drive, lose).each(lambda run: run.returns(1))
    return [line.strip() for line in str(failure.value).splitlines()]


def test_the_learners_lines_have_numbers_and_the_drivers_have_none():
    lines = card(in_a_cell("drive", DRIVE), in_a_cell("lose", LOSES))
    assert "3 Future.done" in lines
    assert "4 Future.cancel" in lines
    assert "(Future.result)" in lines


def test_a_submissions_lines_too():
    lose = Subject([("cell 7", LOSES)]).handle("lose")
    lines = card(in_a_cell("drive", DRIVE), lose)
    assert "3 Future.done" in lines
    assert "(Future.result)" in lines


def test_in_one_and_the_same_cell_all_lines_have_numbers():
    both = "lose = None" + LOSES + DRIVE
    namespace = dict(HERE)
    exec(compile(both, "<both>", "exec"), namespace)
    lines = card(namespace["drive"], namespace["lose"])
    assert "11 Future.result" in lines


def test_what_is_given_is_not_asked_for_what_it_may_refuse():
    class Rude:
        def __getattr__(self, name):
            raise KeyError(name)

    assert drivers(len, (Rude(),), {}).certain is False
