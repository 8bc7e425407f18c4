"""Whose a file is: one answer for scheduling points, cards and recordings."""

import contextlib
import functools
import importlib.util
import linecache
import subprocess
import sys
import threading
import time
from collections import namedtuple
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent
from typing import NamedTuple

import attr
import cloudpickle
import pytest

import grader
from grader import explore, record, simulate, source_files
from grader.attempt.pickling import pack
from grader.failure import Failure
from grader.source_files import is_generated, is_installed, is_library, is_ours, is_user

cloudpickle.register_pickle_by_value(sys.modules[__name__])  # as the functions of a notebook

INSTALLED = ["/usr/lib/python3/dist-packages", f"{sys.prefix}/lib/python3/site-packages"]
WAITING_HELPER = """
    import threading, time

    def wait():
        time.sleep(0.05)

    def add_slowly(counter):
        old = counter[0]
        old = old + 1
        counter[0] = old

    def fail():
        raise ValueError("in the helper")
"""


@dataclass(order=True)
class Data:
    n: int = 0


@attr.s(auto_attribs=True)
class Attrs:
    n: int = 0


Named = namedtuple("Named", "n")


class Typed(NamedTuple):
    n: int


WRITTEN_BY_LIBRARIES = {
    "a dataclass's __init__": Data.__init__,
    "a dataclass's __eq__": Data.__eq__,
    "a dataclass's __lt__": Data.__lt__,
    "an attrs class's __init__": Attrs.__init__,
    "a named tuple's __new__": Named.__new__,
    "a NamedTuple's __new__": Typed.__new__,
}


@pytest.fixture(params=["site-packages", "dist-packages"])
def helper(request, tmp_path):
    """A module of an installed package, where Python or where Debian puts it."""
    file = tmp_path / request.param / "helper.py"
    file.parent.mkdir()
    file.write_text(dedent(WAITING_HELPER))
    spec = importlib.util.spec_from_file_location("helper", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.modules["helper"] = module
    cloudpickle.register_pickle_by_value(module)
    yield module
    cloudpickle.unregister_pickle_by_value(module)
    del sys.modules["helper"]


@pytest.mark.parametrize("filename", ["<frozen importlib._bootstrap>", "<frozen os>", "<unknown>"])
def test_code_of_pythons_own_that_has_no_file_is_a_librarys(filename):
    assert is_library(filename)
    assert not is_user(filename)


@pytest.mark.parametrize("module", [threading, functools, importlib.util, linecache])
def test_the_standard_library_is_a_library(module):
    assert is_library(module.__file__)
    assert not is_installed(module.__file__)


@pytest.mark.parametrize("folder", INSTALLED)
def test_an_installed_package_is_a_library(folder):
    assert is_installed(f"{folder}/aiohttp/web.py")
    assert is_library(f"{folder}/aiohttp/web.py")
    assert not is_user(f"{folder}/aiohttp/web.py")


def test_this_project_is_a_library_and_ours():
    assert is_ours(grader.__file__)
    assert is_library(grader.__file__)
    assert not is_installed(grader.__file__)


@pytest.mark.parametrize(
    "filename",
    ["/tmp/ipykernel_123/4567.py", "<ipython-input-1-0a1b2c>", "<stdin>", "cell 3", __file__],
)
def test_cells_programs_and_files_elsewhere_are_the_users(filename):
    assert is_user(filename)
    assert not is_library(filename)


@pytest.mark.parametrize("function", WRITTEN_BY_LIBRARIES.values(), ids=WRITTEN_BY_LIBRARIES)
def test_methods_that_a_library_has_written_are_told_by_their_code(function):
    assert is_generated(function.__code__)


@pytest.mark.parametrize("text", ["lambda n: (n,)", "lambda n: tuple_new(n)"])
def test_code_that_a_user_has_compiled_is_not_generated(text):
    assert not is_generated(eval(text).__code__)


def test_classes_that_travel_bring_no_code_without_a_file():
    def use():
        return Data(), Attrs(), Named(1), Typed(1)

    assert {name for name in pack((use, (), {})).by_value if name.startswith("<")} == set()


def test_a_program_of_the_command_line_brings_its_name():
    function = eval("lambda: 1")
    assert pack((function, (), {})).by_value == {"<string>"}


@pytest.fixture
def _restore():
    yield
    source_files._adopted.clear()
    source_files.user_files.clear()


@pytest.mark.usefixtures("_restore")
def test_only_code_without_a_file_is_adopted_and_none_of_a_librarys():
    source_files.adopt(["<string>", functools.__file__, "<frozen os>", "<attrs generated init C>"])
    assert is_user("<string>")
    assert not is_user(functools.__file__)
    assert not is_user("<frozen os>")
    assert not is_user("<attrs generated init C>")


@pytest.mark.parametrize("function", WRITTEN_BY_LIBRARIES.values(), ids=WRITTEN_BY_LIBRARIES)
def test_in_the_child_they_are_not_the_users(function):
    def look():
        from grader.source_files import user_files

        return user_files[function.__code__.co_filename], user_files[look.__code__.co_filename]

    assert simulate(look).result == (False, True)


def test_a_closure_of_the_standard_library_that_travels_stays_the_librarys():
    @contextlib.contextmanager
    def opened():
        yield 2

    def look():
        from grader.source_files import user_files

        with opened() as value:
            return value, user_files[opened.__code__.co_filename]

    assert contextlib.__file__ in pack((look, (), {})).by_value
    assert simulate(look).result == (2, False)


def test_a_card_points_at_the_users_line_below_a_dataclass():
    class Refuses:
        def __eq__(self, other):
            raise ValueError("never equal")

        __hash__ = None

    def compare():
        return Data(Refuses()) == Data(Refuses())

    with pytest.raises(Failure, match=r'test_source_files.py:\d+: raise ValueError\("never equal"'):
        simulate(compare).returns(True)


def test_a_card_points_at_the_line_that_calls_an_installed_package(helper):
    def call():
        helper.fail()

    with pytest.raises(Failure, match=r"Look at test_source_files.py:\d+: helper.fail\(\)"):
        simulate(call).returns(None)


def test_lines_of_an_installed_package_are_no_scheduling_points(helper):
    def count():
        counter = [0]
        threads = [threading.Thread(target=helper.add_slowly, args=(counter,)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return counter[0]

    assert explore(count, granularity="lines", schedules=50).outcomes(lambda run: run.result) == {
        "2"
    }


@pytest.mark.parametrize("run", [simulate, record], ids=["simulated", "recorded"])
def test_a_timeline_shows_where_the_user_waits_in_an_installed_package(helper, run):
    def call():
        helper.wait()
        time.sleep(0.05)

    places = {span.where.partition(":")[0] for span in run(call).trace.spans() if span.where}
    assert places == {"test_source_files.py"}


PROGRAM = """
import threading, time
from collections import namedtuple
from dataclasses import dataclass
from grader import explore, record

@dataclass
class Counter:
    n: int = 0

Step = namedtuple("Step", "n")

def count():
    counter = Counter()
    def add():
        step = Step(counter.n)
        counter.n = step.n + 1
    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    return counter.n

def pause():
    time.sleep(0.05)

if __name__ == "__main__":
    print({span.where for span in record(pause).trace.spans() if span.where})
    explored = explore(count, granularity="lines", schedules=60)
    print(sorted(explored.outcomes(lambda run: run.result)), explored.coverage)
"""


@functools.cache
def output_of_program(how):
    with TemporaryDirectory() as folder:
        file = Path(folder, "program.py")
        file.write_text(PROGRAM)
        arguments = {"-c": ["-c", PROGRAM], "stdin": ["-"], "file": [str(file)]}[how]
        text = PROGRAM if how == "stdin" else None
        done = subprocess.run(
            [sys.executable, *arguments], input=text, capture_output=True, text=True, check=True
        )
    return done.stdout.splitlines()


@pytest.mark.parametrize("how", ["-c", "stdin"])
def test_a_program_without_a_file_has_the_scheduling_points_of_one_with_a_file(how):
    assert output_of_program(how)[1].startswith("['1', '2'] 60 schedules")
    assert output_of_program(how)[1] == output_of_program("file")[1]


@pytest.mark.parametrize("how", ["-c", "stdin"])
def test_a_recording_of_a_program_without_a_file_shows_its_places(how):
    assert output_of_program("file")[0] == "{'program.py:24'}"
    assert output_of_program(how)[0] == "{'line 24'}"
