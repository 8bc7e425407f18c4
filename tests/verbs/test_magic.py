"""The cell magic, in a shell as a notebook has it."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

from grader.recording.facts import Active
from grader.verbs.magic import load, without_magic

STARTS_A_THREAD = """\
%%timeline -o t
import threading
other = threading.Thread(target=int, name="other")
other.start()
other.join()
"""


@pytest.fixture
def shell(monkeypatch):
    shell = InteractiveShell()
    shell.shown = []
    monkeypatch.setattr("IPython.display.display", shell.shown.append)
    shell.run_cell("%load_ext grader")
    yield shell
    shell._grader_timeline.unregister()


def lanes(shell):
    return [lane.name for lane in shell.user_ns["t"].lanes]


def test_a_cell_is_recorded_and_drawn(shell):
    shell.run_cell(STARTS_A_THREAD)
    assert lanes(shell) == ["main", "other"]
    assert shell.shown[0].trace is shell.user_ns["t"]


def test_a_cell_may_await(shell):
    shell.run_cell(
        "%%timeline -o t\nimport asyncio\nawait asyncio.gather(asyncio.sleep(0), asyncio.sleep(0))"
    )
    assert lanes(shell) == ["main", "cell", "sleep 0", "sleep 0 (2)"]


def test_the_value_of_the_last_expression_stays(shell):
    assert shell.run_cell("%%timeline\n6 * 7").result == 42


def test_an_exception_ends_the_recording(shell):
    result = shell.run_cell("%%timeline -o t\n1 / 0")
    assert isinstance(result.error_in_exec, ZeroDivisionError)
    assert Active.facts is None


def test_other_cells_are_left_alone(shell):
    shell.run_cell("x = 1")
    assert shell.shown == []


def test_the_extension_is_loaded_once(shell):
    assert load(shell) is load(shell)


def test_line_numbers_stay_as_in_the_cell():
    assert without_magic(["%%timeline\n", "x = 1\n"]) == ["\n", "x = 1\n"]
