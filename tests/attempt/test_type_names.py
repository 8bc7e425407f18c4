"""Types have the names by which people import them."""

import asyncio
import concurrent.futures
import queue

import pytest

from grader.attempt.values import public_name, type_names


class MyError(ValueError):
    """Made by a learner."""


MyError.__module__ = "__main__"


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (ValueError, "ValueError"),
        (queue.Empty, "queue.Empty"),
        (queue.Full, "queue.Full"),
        (asyncio.CancelledError, "asyncio.CancelledError"),
        (asyncio.QueueEmpty, "asyncio.QueueEmpty"),
        (concurrent.futures.CancelledError, "concurrent.futures.CancelledError"),
        (concurrent.futures.TimeoutError, "TimeoutError"),
        (concurrent.futures.BrokenExecutor, "concurrent.futures.BrokenExecutor"),
        (MyError, "MyError"),
    ],
)
def test_public_name(kind, name):
    assert public_name(kind) == name


def test_a_local_class_has_its_own_name():
    class Inner(Exception):
        pass

    assert public_name(Inner).endswith(".Inner")
    assert "<locals>" not in public_name(Inner)


def test_the_bases_are_those_of_the_type():
    assert type_names(MyError) == ["MyError", "ValueError", "Exception", "BaseException"]
