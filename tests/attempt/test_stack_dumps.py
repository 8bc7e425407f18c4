"""The learner's line in the stacks that a dying child leaves."""

from grader.attempt.endings import place_in, threads_of
from grader.attempt.history import Place

STACKS = """\
Thread 0x00007f01 (most recent call first):
  File "/lib/threading.py", line 300 in wait
  File "cell 2", line 7 in consume

Current thread 0x00007f02 (most recent call first):
  File "cell 1", line 3 in spin
  File "/lib/threading.py", line 900 in run

Extension modules: numpy (total: 1)
"""


def is_the_learners(filename):
    return filename.startswith("cell")


def test_each_thread_has_its_stack():
    assert threads_of(STACKS) == [
        [Place("/lib/threading.py", 300, "wait"), Place("cell 2", 7, "consume")],
        [Place("cell 1", 3, "spin"), Place("/lib/threading.py", 900, "run")],
    ]


def test_the_place_is_where_the_learners_code_computes():
    assert place_in(STACKS, is_the_learners) == Place("cell 1", 3, "spin")


def test_else_where_it_waits():
    assert place_in(STACKS.replace("cell 1", "other"), is_the_learners) == Place(
        "cell 2", 7, "consume"
    )


def test_else_there_is_none():
    assert place_in(STACKS, lambda _: False) is None
    assert place_in("no stack at all", is_the_learners) is None
