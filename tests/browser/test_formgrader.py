"""A graded class in the Formgrader, in a real browser: what a teacher sees, and may overrule."""

import shutil

import pytest
from browser.lab import CHROMIUM, Lab
from classroom.conftest import Class, released  # noqa: F401 - a fixture

from grader.judge.course import Course

pytestmark = [
    pytest.mark.real_clock,
    pytest.mark.thorough,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no Chromium here"),
]

HALF = "def double(x):\n    return abs(2 * x)\n"
MANUAL = "0.5"


@pytest.fixture(scope="module")
def it(released, tmp_path_factory):  # noqa: F811 - asked for as a fixture
    """A class of two, graded."""
    root = tmp_path_factory.mktemp("class") / "course"
    shutil.copytree(released.root, root)
    it = Class(Course(root))
    it.hand_in("ada")
    it.hand_in("grace", double_answer=HALF)
    it.grade()
    return it


@pytest.fixture(scope="module")
def page(it):
    """A browser at a lab on the class."""
    with Lab(it.course.root) as lab, lab.browser() as page:
        page.lab = lab
        yield page


def test_the_formgrader_shows_the_grades(page):
    page.goto(f"{page.lab.url}/formgrader/gradebook/01_tiny/tiny")
    page.wait_for_selector("text=Submission #")
    shown = page.inner_text("table")
    assert "2 / 6" in shown.replace("2.0", "2")
    page.screenshot(path=shot("gradebook"))


def test_a_score_by_hand_survives_regrading(page, it):
    open_submission(page, it, "grace")
    box = score_box(page, "double_hidden")
    box.fill(MANUAL)
    with page.expect_response(lambda response: "/api/grade/" in response.url):
        box.press("Tab")
    assert it.points()["grace"] == 2.5
    it.grade()
    assert it.points()["grace"] == 2.5
    open_submission(page, it, "grace")
    assert score_box(page, "double_hidden").input_value() == MANUAL
    page.screenshot(path=shot("override"), full_page=True)


def test_a_feedback_page_tells_what_was_wrong_and_nothing_that_is_hidden(page, it):
    it.pipeline.give_feedback("01_tiny", "grace")
    path = it.pipeline.folder("feedback") / "grace" / "01_tiny" / "tiny.html"
    page.goto(path.as_uri())
    text = page.inner_text("body")
    assert "simulate(double, -21)" in text
    assert "returns another value" in text
    assert "HIDDEN TESTS" not in page.content()
    page.screenshot(path=shot("feedback"), full_page=True)


def open_submission(page, it, student):
    with it.pipeline.gradebook() as book:
        number = book.find_submission_notebook("tiny", "01_tiny", student).id
    page.goto(f"{page.lab.url}/formgrader/submissions/{number}/")
    page.wait_for_selector("input.score")
    page.wait_for_load_state("networkidle")


def score_box(page, check):
    """The box for a check's points."""
    return page.locator(f"input.score#{check}")


def shot(name):
    from tempfile import gettempdir

    return f"{gettempdir()}/formgrader-{name}.png"
