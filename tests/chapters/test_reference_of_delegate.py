"""The reference solution of `delegate` against CPython's own tests of `yield from`, and against the real one.

CPython's test_yield_from (PEP 380's tests) is read from the installation, and every `yield from x`
in it becomes `yield from delegate(x)`: whatever goes through then goes through the solution.
"""

import ast
import importlib.util
import signal
import types
import unittest
import warnings
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.authoring.exercise_rules import reference
from grader.judge.course import Course

# CPython's tests leave generators that refuse to be closed to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
COURSE = Course(Path(__file__).parents[2])
NOT_PROMISED = {
    "test_broken_getattr_handling": "asking for `close` may fail: the interpreter swallows that, PEP 380 does not",
    "test_generator_gi_yieldfrom": "looks at gi_yieldfrom, where the solution's own generator stands",
    "test_send_with_yield_from": "looks at the names on the stack, where it stands, too",
    "test_throw_with_yield_from": "the same",
}


class Through(ast.NodeTransformer):
    """Let each `yield from` go through `delegate`."""

    def visit_YieldFrom(self, node):
        self.generic_visit(node)
        call = ast.Call(ast.Name("delegate", ast.Load()), [node.value], [])
        return ast.copy_location(ast.YieldFrom(call), node)


@pytest.fixture(scope="module")
def solution():
    """What the solution's cells define."""
    values = {}
    for _, text in reference(COURSE.exercise("delegate")).sources:
        exec(text, values)
    return values


def cpythons_tests(delegate, name="test_yield_from"):
    path = importlib.util.find_spec(f"test.{name}").origin
    tree = ast.fix_missing_locations(Through().visit(ast.parse(Path(path).read_text("utf-8"))))
    module = types.ModuleType(name)
    module.delegate = delegate
    exec(compile(tree, path, "exec"), vars(module))
    vars(module).pop("load_tests", None)  # its doctests are text, which nothing goes through
    return unittest.defaultTestLoader.loadTestsFromModule(module)


@contextmanager
def interrupts(handler):
    """What SIGINT does meanwhile."""
    before = signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def failures(suite):
    """A test interrupts itself: it needs KeyboardInterrupt, also where we were started to ignore Ctrl-C."""
    result = unittest.TestResult()
    with warnings.catch_warnings(), interrupts(signal.default_int_handler):
        warnings.simplefilter("ignore")  # CPython's tests also throw in the old way
        suite.run(result)
    bad = [test.id().rpartition(".")[2] for test, _ in result.failures + result.errors]
    return result.testsRun, {name.split(" ")[0] for name in bad}


def test_the_solution_passes_cpythons_tests_of_yield_from(solution):
    count, bad = failures(cpythons_tests(solution["delegate"]))
    assert count > 30
    assert bad <= set(NOT_PROMISED)


def test_the_solution_passes_cpythons_tests_of_generators(solution):
    count, bad = failures(cpythons_tests(solution["delegate"], "test_generators"))
    assert count > 20
    assert bad <= set(NOT_PROMISED)


def test_they_pass_too_where_a_shell_has_begun_us_in_the_background(solution):
    """A shell has what it begins with `&` ignore SIGINT."""
    with interrupts(signal.SIG_IGN):
        _, bad = failures(cpythons_tests(solution["delegate"], "test_generators"))
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    assert bad <= set(NOT_PROMISED)


def test_cpythons_tests_find_a_loop_that_only_hands_out(solution):
    def by_loop(sub):
        for value in sub:  # noqa: UP028 (the mistake is the point)
            yield value

    assert len(failures(cpythons_tests(by_loop))[1]) > 5


def real(sub):
    return (yield from sub)


@pytest.fixture(scope="module")
def hidden_kinds(solution):
    """The subgenerators and operations of the hidden check."""
    (hidden,) = COURSE.exercise("delegate").of("hidden")
    values = dict(solution)
    exec(hidden.source.partition("chance =")[0], values)
    return values["SUBS"], values["OPERATIONS"]


@settings(max_examples=300)
@given(st.data())
def test_it_does_what_yield_from_does_whatever_is_done_to_it(solution, hidden_kinds, data):
    subs, operations = map(st.sampled_from, hidden_kinds)
    case = data.draw(subs), "next", *data.draw(st.lists(operations, max_size=12))
    play, delegate = solution["play"], solution["delegate"]
    assert play(delegate, *case) == play(real, *case)


def test_the_hidden_check_has_many_kinds_of_subgenerators(hidden_kinds):
    assert len(set(hidden_kinds[0])) > 25
