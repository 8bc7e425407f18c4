"""Pictures: compared as images with a tolerance for fonts; all else about them is checked in numbers."""

from itertools import pairwise
from pathlib import Path

import pytest
import traces
from matplotlib import pyplot as plt
from matplotlib.testing.compare import compare_images

from grader.timeline import Timeline, layout
from grader.timeline.canvas import Labels
from grader.trace.model import Lane, Mark, Span
from grader.units import HOUR, MILLISECOND, SECOND

IMAGES = Path(__file__).parent / "images"
PICTURES = {
    "comparison": lambda theme: traces.late().draw(traces.expected(), theme=theme, title="late"),
    "deadlock": lambda theme: traces.deadlock().draw(theme=theme),
    "crowd": lambda theme: traces.crowd().draw(theme=theme, lanes=8),
    "states": lambda theme: traces.all_states().draw(theme=theme),
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_looks_as_it_was_approved(name, theme, tmp_path):
    """To approve a change: look at the new picture, then copy it from the path in the message."""
    made = PICTURES[name](theme).save(tmp_path / f"{name}_{theme}.png")
    assert compare_images(IMAGES / made.name, made, tol=8) is None


def busy(spans, lanes=20, length=SECOND):
    states = ("call", "running", "ready", "held", "waiting")
    each = spans // lanes
    return Timeline(
        [
            Lane(
                f"w-{n}",
                "thread",
                [
                    Span(i * length, (i + 1) * length, states[(i + n) % 5], f"fetch {i}")
                    for i in range(each)
                ],
            )
            for n in range(lanes)
        ]
    )


@pytest.mark.parametrize("length", [50_000, 20 * MILLISECOND, SECOND, HOUR])
@pytest.mark.parametrize("lanes", [3, 20, 200])
def test_labels_never_overlap(lanes, length):
    figure = busy(600, lanes, length).draw().figure()
    labels = sorted(
        (label for artist in figure.findobj(Labels) for label in artist.labels),
        key=lambda label: (label.y, label.x),
    )
    for left, right in pairwise(labels):
        end = left.x + layout.width(left.text, left.size, left.weight)
        assert left.y != right.y or end <= right.x, (left, right)


def test_the_label_of_a_mark_at_the_end_stands_before_it():
    marks = [Mark(at * SECOND, "log", text) for at, text in ((1, "b wakes up"), (3, "a wakes up"))]
    lane = Lane("main", spans=[Span(0, 3 * SECOND, "sleeping")], marks=marks, end=3 * SECOND)
    figure = Timeline([lane]).draw().figure()
    drawn = [label.text for artist in figure.findobj(Labels) for label in artist.labels]
    assert {"b wakes up", "a wakes up"} <= set(drawn)


def test_the_same_trace_gives_the_same_bytes():
    assert traces.late().draw().svg() == traces.late().draw().svg()


def test_drawing_leaves_pyplot_alone():
    before = plt.get_fignums()
    traces.late().draw().html()
    assert plt.get_fignums() == before


def test_in_a_notebook_the_ink_follows_the_page():
    page = traces.late()._repr_mimebundle_()["text/html"]
    assert "var(--jp-content-font-color1, #1f2328)" in page


def test_a_chosen_theme_stays_in_every_page():
    assert "var(--jp" not in traces.late().draw(theme="dark").html()


def test_a_picture_has_its_text_for_those_who_cannot_see_it():
    page = traces.late().draw().html()
    assert 'aria-label="Timeline of 3 lanes, 4 s"' in page
    assert traces.late().to_text().splitlines()[1] in page


def test_a_bar_tells_all_about_itself_to_the_pointer():
    assert "<title>fetch c: 2 s to 4 s, 2 s call, answer.py:7</title>" in traces.late().draw().svg()


@pytest.mark.parametrize("suffix", ["svg", "png", "pdf"])
def test_a_picture_is_saved_by_the_name_of_its_file(suffix, tmp_path):
    assert traces.late().draw().save(tmp_path / f"late.{suffix}").stat().st_size > 1000


@pytest.mark.parametrize(
    ("room", "form"),
    [(200, "lock (held by w-1)"), (30, "lock"), (4, "")],
)
def test_a_label_takes_the_longest_form_that_fits(room, form):
    assert layout.fit("lock (held by w-1)", room, 8) == form


def test_an_empty_trace_can_be_drawn():
    assert "<svg" in Timeline().draw().html()


def test_a_step_of_a_program_is_never_named_by_its_last_word():
    assert layout.fit("5 counter[0] = old + 1", 40, 8).startswith("5 count")
