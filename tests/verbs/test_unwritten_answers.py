"""A run of an exercise that is not written yet says so, and draws nothing."""

import asyncio

import pytest

from grader import explore, record, simulate
from grader.attempt import Subject
from grader.failure import Failure, NotWritten


def stub(*_):
    raise NotImplementedError


async def coroutine_stub():
    raise NotImplementedError


def driver():
    return stub("a")


@pytest.mark.parametrize("verb", [simulate, record, lambda call: record(call, apart=True)])
@pytest.mark.parametrize("call", [stub, coroutine_stub, driver])
def test_running_a_stub_says_that_it_is_not_written_yet(verb, call):
    with pytest.raises(NotWritten, match="not written yet: write it above"):
        verb(call)


def test_exploring_a_stub_says_so_too():
    with pytest.raises(NotWritten):
        explore(driver).outcomes()


def test_a_notebook_shows_two_lines_in_place_of_a_traceback():
    with pytest.raises(NotWritten) as caught:
        simulate(stub)
    assert len(caught.value._render_traceback_()) == 2


def asks_too_much():
    asyncio.AbstractEventLoop().run_forever()


def test_what_a_library_does_not_implement_is_an_error_like_any_other():
    simulate(asks_too_much).raises(NotImplementedError)


def test_an_answer_that_fails_before_it_is_there_says_why():
    answer = Subject(cells=[("cell 1", "1 / 0\ndef answer(): ...")]).handle("answer")
    with pytest.raises(Failure, match="✗ `answer` is not defined, because cell 1 raised ZeroDiv"):
        simulate(answer).takes(0)


def test_a_cell_that_calls_its_own_stub_is_not_written_yet():
    cell = "def helper(): raise NotImplementedError()\nhelper()\ndef answer(): ..."
    with pytest.raises(NotWritten):
        simulate(Subject(cells=[("cell 1", cell)]).handle("answer"))
