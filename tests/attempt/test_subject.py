"""A submission runs in the child only; what the judge holds are handles."""

import sys
from pathlib import Path

import pytest

from grader.attempt import Subject


def subject_of(*sources, **options):
    return Subject([(f"cell {number}", text) for number, text in enumerate(sources, 1)], **options)


@pytest.fixture
def call(run):
    """Call a name of a submission made of these cells."""
    return lambda name, *sources, args=(): run(subject_of(*sources).handle(name), *args)


def test_a_handle_stands_for_a_function_of_a_cell(call):
    assert call("double", "def double(x):\n    return 2 * x", args=[21]).value == 42


def test_calling_a_handle_in_the_judge_says_what_to_do_instead():
    handle = subject_of("def double(x): return 2 * x").handle("double")
    with pytest.raises(TypeError, match=r"simulate\(double, …\) instead of double\(…\)"):
        handle(21)


def test_a_handle_has_the_name_that_it_stands_for():
    handle = Subject(path="answer.py").handle("double")
    assert (repr(handle), handle.__name__) == ("double", "double")


def test_a_handle_may_be_used_in_a_function_of_the_judge(run):
    double = subject_of("def double(x): return 2 * x").handle("double")
    assert run(lambda: [double(1), double(2)]).value == [2, 4]


def test_two_submissions_keep_out_of_each_others_way(run):
    one, two = (subject_of(f"def me(): return {number}").handle("me") for number in (1, 2))
    assert run(lambda: [one(), two()]).value == [1, 2]


def test_cells_share_one_namespace_in_order(call):
    cells = ["import math", "def area(r): return math.floor(PI * r)", "PI = 3", "PI = 4"]
    assert call("area", *cells, args=[2]).value == 8


def test_every_run_gets_its_own_namespace(run):
    count = subject_of("n = 0\ndef count():\n    global n\n    n += 1\n    return n").handle(
        "count"
    )
    heard = run(count, task=f"{__name__}:call_twice")
    assert heard.value == [1, 1]


def call_twice(load, channel, _options):
    """A task: load and call two times."""
    channel.send({"type": "returned", "value": [load()[0]() for _ in range(2)]})


def test_a_name_that_is_nowhere_is_missing(call):
    error = call("double", "def triple(x): pass").error
    assert error.type_name == "grader.Missing"
    assert error.text == "`double` is not defined"


def test_an_error_in_one_cell_costs_no_other(call):
    assert call("fine", "1 / 0", "def fine(): return 1").value == 1


def test_an_error_costs_no_name_that_the_cell_has_defined_before(call):
    assert call("fine", "def fine(): return 1\n1 / 0").value == 1


def test_an_error_is_raised_where_the_name_it_has_cost_is_asked_for(call):
    error = call("lost", "x = 1", "1 / 0\ndef lost(): pass").error
    assert error.type_name == "grader.CellFailed"
    assert error.text.endswith("because cell 2 raised ZeroDivisionError: division by zero")
    assert [(each.filename, each.line, each.source) for each in error.frames] == [
        ("cell 2", 1, "1 / 0")
    ]


def test_a_syntax_error_costs_the_names_that_the_cell_seems_to_define(call):
    error = call("lost", "def lost(:\n    pass").error
    assert "raised SyntaxError" in error.text


def test_a_name_that_is_defined_again_later_is_not_lost(call):
    assert call("found", "1 / 0\ndef found(): return 1", "def found(): return 2").value == 2


def test_a_failing_cell_does_not_leave_an_older_function_in_its_place(call):
    cells = ["def f(): raise NotImplementedError", "1 / 0\ndef f(): return 1"]
    assert call("f", *cells).error.type_name == "grader.CellFailed"


def test_leaving_in_a_cell_costs_only_that_cell(call):
    assert call("fine", "exit()", "def fine(): return 1").value == 1


def test_a_cell_may_await(call):
    cells = ["import asyncio\nx = await asyncio.sleep(0, 5)", "def get(): return x"]
    assert call("get", *cells).value == 5


def test_tasks_of_one_cell_go_on_in_the_next_that_awaits(call):
    cells = [
        "import asyncio\ntask = asyncio.ensure_future(asyncio.sleep(0, 5))\nawait asyncio.sleep(0)",
        "x = await task",
        "def get(): return x",
    ]
    assert call("get", *cells).value == 5


def test_functions_of_cells_can_go_to_worker_processes(call):
    cell = (
        "from concurrent.futures import ProcessPoolExecutor\n"
        "from multiprocessing import get_context\n"
        "def square(x): return x * x\n"
        "def squares(ns):\n"
        "    with ProcessPoolExecutor(2, mp_context=get_context('fork')) as pool:\n"
        "        return list(pool.map(square, ns))\n"
    )
    assert call("squares", cell, args=[[1, 2, 3]]).value == [1, 4, 9]


def test_errors_name_the_learners_lines_and_mark_them(run):
    fail = subject_of("def fail():\n    raise ValueError('no')").handle("fail")

    def drive():
        return fail()

    frames = run(drive).error.frames
    assert [(frame.function, frame.learner) for frame in frames] == [
        ("drive", False),
        ("fail", True),
    ]
    assert frames[-1].source == "raise ValueError('no')"


def test_a_cell_that_starts_an_attempt_itself_does_not_get_one(call):
    cells = [
        "from grader.attempt import start",
        "def fine(): return 1\nstart('grader.attempt.child.recorded:call', (fine, (), {}), world='real')",
    ]
    assert call("fine", *cells).value == 1


# -- files that come with a notebook ---------------------------------------------------------


def test_a_notebook_runs_in_a_private_folder_that_is_removed(call):
    folder = call("where", "import os\ndef where(): return os.getcwd()").value
    assert folder != str(Path.cwd())
    assert not Path(folder).exists()


def test_a_written_module_can_be_imported(call):
    cells = [
        "%%writefile jobs.py\ndef square(x):\n    return x * x\n",
        "from jobs import square",
    ]
    assert call("square", *cells, args=[3]).value == 9


def test_a_written_module_is_loaded_anew_in_every_run(run):
    cells = ["%%writefile counter.py\nruns = 0", COUNTING]
    count = subject_of(*cells).handle("count")
    assert run(count, task=f"{__name__}:call_twice").value == [1, 1]


COUNTING = """
import counter
def count():
    counter.runs += 1
    return counter.runs
"""


def test_files_given_with_the_notebook_are_there_and_safe(run, tmp_path):
    (tmp_path / "numbers.txt").write_text("1 2 3")
    cell = """
def read():
    with open("numbers.txt", "r+") as file:
        text = file.read()
        file.write("spoilt")
    return text
"""
    assert run(subject_of(cell, folder=tmp_path).handle("read")).value == "1 2 3"
    assert (tmp_path / "numbers.txt").read_text() == "1 2 3"


# -- plain files ------------------------------------------------------------------------------


def test_a_file_is_a_module_with_its_neighbours(run, tmp_path):
    (tmp_path / "helper.py").write_text("def half(x): return x // 2")
    (tmp_path / "answer.py").write_text(
        "from helper import half\ndef f(x): return half(x), __name__"
    )
    handle = Subject(path=tmp_path / "answer.py").handle("f")
    assert run(handle, 6).value == (3, "answer")


def test_a_file_can_be_imported_by_its_name(run, tmp_path):
    (tmp_path / "answer.py").write_text(
        "def f():\n    import answer\n    return answer.f is f\n",
    )
    assert run(Subject(path=tmp_path / "answer.py").handle("f")).value is True


def test_functions_of_a_file_can_go_to_processes_that_spawn(run, tmp_path):
    (tmp_path / "answer.py").write_text(
        "from multiprocessing import get_context\n"
        "def square(x): return x * x\n"
        "def squares(ns):\n"
        "    with get_context('spawn').Pool(1) as pool:\n"
        "        return pool.map(square, ns)\n"
    )
    assert run(Subject(path=tmp_path / "answer.py").handle("squares"), [1, 2]).value == [1, 4]


def test_a_file_called_like_a_module_of_python_does_not_replace_it(run, tmp_path):
    (tmp_path / "queue.py").write_text("def f():\n    import queue\n    return queue.__file__\n")
    handle = Subject(path=tmp_path / "queue.py").handle("f")
    assert run(handle).value == sys.modules["queue"].__file__


def test_an_error_in_a_file_costs_what_comes_after_it(run, tmp_path):
    (tmp_path / "answer.py").write_text("def fine(): return 1\n1 / 0\ndef lost(): pass\n")
    subject = Subject(path=tmp_path / "answer.py")
    assert run(subject.handle("fine")).value == 1
    assert "because answer.py raised ZeroDivisionError" in run(subject.handle("lost")).error.text


def test_a_file_leaves_no_compiled_file_behind(run, tmp_path):
    (tmp_path / "helper.py").write_text("")
    (tmp_path / "answer.py").write_text("import helper\ndef f(): pass\n")
    run(Subject(path=tmp_path / "answer.py").handle("f"))
    assert sorted(each.name for each in tmp_path.iterdir()) == ["answer.py", "helper.py"]
