"""The gallery's pictures are there, and those that can be made exactly again are fresh."""

import pytest

from grader.authoring import gallery

NAMES = ["failure", "failure_card", "threads_on_io", *gallery.RECORDED, *gallery.SIMULATED]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ending", ["_light.svg", "_dark.svg", ".txt"])
def test_each_picture_is_there_for_light_and_dark_pages_and_as_text(name, ending):
    assert (gallery.FOLDER / f"{name}{ending}").stat().st_size > 100


@pytest.mark.parametrize("name", gallery.SIMULATED)
def test_a_simulated_picture_is_what_the_example_does(name):
    example = getattr(gallery.load(gallery.FOLDER / "examples.py"), name)
    assert gallery.simulated(example).to_text() in (gallery.FOLDER / f"{name}.txt").read_text()
