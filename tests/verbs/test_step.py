"""Stepping through a simulation by hand, without and with its buttons."""

import pytest
from stepping_samples import lost_update

from grader import simulate
from grader.verbs.step import StepControl, Stepper


@pytest.fixture
def stepper():
    return Stepper(lost_update, granularity="lines")


def choose(stepper, name):
    names = [candidate.name for candidate in stepper.candidates]
    stepper.choose(names.index(name))


def read_before_anyone_writes(stepper):
    """Who reads goes first; main, too, so that both have been started."""
    while not stepper.at_end:
        writes = ["counter[0] = old" in candidate.line for candidate in stepper.candidates]
        stepper.choose(writes.index(min(writes)))


def test_at_first_nothing_has_been_chosen(stepper):
    assert (stepper.choices, stepper.token, stepper.at_end) == ([], "", False)


def test_candidates_tell_the_line_at_which_they_would_go_on(stepper):
    assert [candidate.name for candidate in stepper.candidates] == ["anna", "main"]
    assert "old = counter[0]" in stepper.candidates[0].line


def test_the_trace_grows_with_each_choice(stepper):
    def steps():
        return sum(len(lane.marks) for lane in stepper.trace.lanes)

    before = steps()
    choose(stepper, "anna")
    assert steps() > before


def test_the_default_choices_lead_to_the_default_run(stepper):
    stepper.finish()
    assert stepper.at_end
    assert stepper.run.result == simulate(lost_update, granularity="lines").result == 2


def test_choices_can_lose_an_update(stepper):
    read_before_anyone_writes(stepper)
    assert stepper.run.result == 1


def test_the_token_replays_what_was_chosen(stepper):
    read_before_anyone_writes(stepper)
    assert simulate(lost_update, granularity="lines", schedule=stepper.token).result == 1


def test_a_choice_can_be_taken_back(stepper):
    choose(stepper, "main")
    stepper.back()
    assert stepper.choices == []
    stepper.back()
    assert stepper.choices == []


def test_the_control_has_a_button_for_each_candidate(stepper):
    control = StepControl(stepper)
    labels = [button.description.split(" → ")[0] for button in control.buttons.children]
    assert labels == ["anna", "main", "Back", "To the end"]


def test_a_click_chooses_and_draws_anew(stepper):
    control = StepControl(stepper)
    before = control.picture.value
    for _ in range(3):
        control.buttons.children[1].click()
    assert stepper.choices == [1, 1, 1]
    assert control.picture.value != before


def test_at_the_end_the_control_tells_the_result_and_the_token(stepper):
    control = StepControl(stepper)
    control.buttons.children[1].click()
    control.buttons.children[-1].click()
    assert "returned 2" in control.says.value
    assert f"schedule={stepper.token!r}" in control.says.value
