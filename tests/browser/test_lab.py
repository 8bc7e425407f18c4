"""A course in JupyterLab, in a real browser: what a learner and a teacher see."""

import re
import subprocess
import sys

import pytest
from browser.lab import CHROMIUM, Lab, Notebook
from courses import TINY_CHAPTER, make_course

pytestmark = [
    pytest.mark.real_clock,
    pytest.mark.thorough,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no Chromium here"),
]

RIGHT = "def double(x):\n    return 2 * x"
WRONG = "def double(x):\n    return x + 1"


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A lab in which a small course is released, and known to the gradebook."""
    course = make_course(tmp_path_factory.mktemp("course"), **{"01_tiny": TINY_CHAPTER})
    generate = [sys.executable, "-m", "nbgrader", "generate_assignment", "01_tiny"]
    subprocess.run(generate, cwd=course.root, check=True, capture_output=True)
    with Lab(course.root) as lab:
        yield lab


@pytest.fixture
def page(lab):
    """A browser at that lab."""
    with lab.browser() as page:
        yield page


@pytest.fixture
def notebook(page, lab):
    """The chapter, open, with its setup cell run."""
    notebook = Notebook(page, lab, "notebooks/01_tiny/tiny.ipynb")
    notebook.run("setup")
    return notebook


def plain(text):
    return re.sub(r"\x1b\[[\d;]*m", "", text)


def answer(notebook, text):
    notebook.write("double_answer", text)
    notebook.run("double_answer")


def test_a_learner_works_on_an_exercise(notebook):
    notebook.run("double_answer")
    assert "not written" in plain(notebook.run("double_check")).lower()

    answer(notebook, WRONG)
    card = plain(notebook.run("double_check"))
    assert "simulate(double, 2)" in card
    assert "Traceback" not in card
    assert max(map(len, card.splitlines())) <= 80

    answer(notebook, RIGHT)
    notebook.run("double_check")
    assert notebook.outputs("double_check") == []


def test_the_validate_button_shows_the_card(page, notebook):
    answer(notebook, WRONG)
    notebook.save()
    page.get_by_role("button", name="Validate").click()
    dialog = page.locator(".jp-Dialog")
    dialog.get_by_text("failed").first.wait_for()
    assert "simulate(double, 2)" in dialog.inner_text()


def test_the_formgrader_lists_the_chapter(page, lab):
    page.goto(f"{lab.url}/formgrader")
    page.get_by_role("link", name="01_tiny").wait_for()
