"""From a real kernel: functions of cells, with their globals and their lines."""

import nbformat
import pytest

nbclient = pytest.importorskip("nbclient")

CELLS = [
    """
import asyncio, contextvars, queue, threading
from concurrent.futures import ThreadPoolExecutor
from grader.attempt import start
from grader.attempt.messages import value_of

def ask(function, *args):
    said, ending = start("grader.attempt.child.recorded:call", (function, args, {}), world="real").messages()
    return value_of(getattr(said, "value", None) or said.error)
""",
    """
lock, jobs, pool = threading.Lock(), queue.Queue(), ThreadPoolExecutor(2)
limit = asyncio.Semaphore(2)
events = []

class Spawner:
    "Uses what other cells define."
    def run(self, n):
        with lock:
            jobs.put(n)
        events.append(n)
        return pool.submit(jobs.get).result()
""",
    """
def fail(n):
    return 1 / n  # here
""",
    "print(ask(lambda: Spawner().run(5)), events)",
    "frame = ask(fail, 0).frames[-1]\nprint(frame.source, frame.line, frame.learner)",
    "%%writefile jobs_module.py\ndef square(x):\n    return x * x\n",
    "from jobs_module import square\nprint(ask(square, 3))",
    "log = open('log.txt', 'w')\nask(lambda: log)",
]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """What each cell prints."""
    folder = str(tmp_path_factory.mktemp("notebook"))
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in CELLS])
    resources = {"metadata": {"path": folder}}
    nbclient.NotebookClient(notebook, allow_errors=True, resources=resources).execute()
    return [cell.outputs for cell in notebook.cells]


def test_what_a_class_of_a_cell_uses_comes_along_and_stays_as_it_was(outputs):
    assert outputs[3][0].text == "5 []\n"


def test_an_error_shows_the_line_of_the_cell(outputs):
    assert outputs[4][0].text == "return 1 / n  # here 2 True\n"


def test_a_module_written_by_a_cell_is_found(outputs):
    assert outputs[6][0].text == "9\n"


def test_a_variable_that_cannot_travel_is_named(outputs):
    (error,) = outputs[7]
    assert error.ename == "Unsendable"
    assert "`log` is an open file" in error.evalue


def test_nothing_is_written_to_the_cells_but_what_they_print(outputs):
    assert not any(each.get("name") == "stderr" for output in outputs for each in output)
