"""Every public name has an example in its docstring, and the example shows what really happens."""

import doctest
import inspect
import re
from functools import cached_property
from pathlib import Path

import pytest

import grader
from grader.run import Run
from grader.timeline import Timeline
from grader.trace.model import Trace
from grader.trace.questions import by_steps, first_difference
from grader.verbs.explore import Exploration
from grader.verbs.step import Stepper

PAGE = Path(__file__).parents[1] / "docs" / "pages" / "api" / "index.md"
MARK = "Example:\n"
FLAGS = doctest.ELLIPSIS | doctest.REPORT_NDIFF


def public(owner):
    """The class itself, and the methods and properties that it has by itself or by inheritance."""
    yield owner.__qualname__, owner
    for name, member in inspect.getmembers_static(owner, documented):
        if not name.startswith("_"):
            yield f"{owner.__qualname__}.{name}", member


def documented(member):
    kinds = (property, cached_property, classmethod, staticmethod)
    return inspect.isfunction(member) or isinstance(member, kinds)


NAMES = {name: getattr(grader, name) for name in grader.__all__}
OF_TRACES = {"first_difference": first_difference, "by_steps": by_steps, "Timeline": Timeline}
CLASSES = (Run, Exploration, Stepper, Trace, Timeline)
MEMBERS = {name: member for owner in CLASSES for name, member in public(owner)}
ALL = NAMES | OF_TRACES | MEMBERS


@pytest.fixture(scope="module")
def names():
    """What the examples begin with, as the API pages show it."""
    namespace = {"__name__": "__main__"} | OF_TRACES
    setup = re.search(r"^```python\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    exec(compile(setup[1], PAGE.name, "exec"), namespace)
    return namespace


@pytest.mark.parametrize("name", ALL)
def test_an_example_shows_what_happens(name, names, tmp_path):
    before, mark, example = (inspect.getdoc(ALL[name]) or "").partition(MARK)
    assert mark, f"{name} has no 'Example:' in its docstring"
    assert before.strip(), f"{name} says nothing but its example"
    test = doctest.DocTestParser().get_doctest(
        inspect.cleandoc(example), names | {"folder": tmp_path}, name, None, None
    )
    assert test.examples, f"the example of {name} has no line that begins with >>>"
    report = []
    runner = doctest.DocTestRunner(verbose=False, optionflags=FLAGS)
    runner.run(test, out=report.append)
    assert not report, "".join(report)
