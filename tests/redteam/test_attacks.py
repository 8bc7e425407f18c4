"""No attack gains a point, leaks a hidden line or harms a neighbour."""

import json

import pytest
from redteam.attacks import ATTACKS
from redteam.conftest import CAREFUL, TOKEN, Visited
from redteam.timelines import TIMELINES

from grader.attempt import sandbox

pytestmark = [
    pytest.mark.real_clock,
    pytest.mark.skipif(not sandbox.works(), reason="no working bubblewrap here"),
]

HIDDEN = ("-42", "HIDDEN TESTS", "secret_of_double")
FLAGGED = {
    "replaces grader", "patches Run", "transforms input", "transforms the syntax tree",
    "walks the frames", "walks all objects", "answers at exit", "traces", "kills everybody",
    "attaches to the parent", "bombs behind Python's back", "forges the clock",
    "computes what is expected", "writes into the parent's memory", "reads the environment of others",
}  # fmt: skip

OPENLY = set(TIMELINES) - {"raises nothing and calls nothing", "calls a fake of its own"}
FORGED = {
    "rewinds the clock", "freezes the clock through modules", "patches time.sleep", "edits the events",
    "finds the scheduler by globals of the fake", "finds the scheduler by time.sleep", "changes the plan",
    "patches the report", "patches the channel", "calls a fake of its own",
}  # fmt: skip


@pytest.mark.parametrize("attack", [*ATTACKS, *TIMELINES])
def test_no_attack_gains_a_point(battle, attack):
    it, assessments = battle
    assert sum(verdict.points for verdict in assessments[attack].verdicts) == 0
    assert it.points()[attack] == 0


@pytest.mark.parametrize("attack", sorted(FORGED))
def test_a_timeline_that_cannot_be_true_is_not_believed(battle, attack):
    assert "cannot be true" in battle[1][attack].verdicts[1].cells[0].card


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_reads_a_hidden_line(battle, attack):
    told = battle[1][attack].verdicts[0].cells[0].card  # of the visible check
    assert not [each for each in (*HIDDEN, TOKEN) if each in told]
    assert "written" not in told


@pytest.mark.parametrize("attack", [*sorted(FLAGGED), *sorted(OPENLY), CAREFUL])
def test_the_teacher_sees_what_no_honest_answer_needs(battle, attack):
    assert battle[1][attack].suspicions


@pytest.mark.parametrize("student", ["aaa honest", "zzz honest"])
def test_neighbours_are_not_harmed(battle, student):
    it, assessments = battle
    assert it.points()[student] == 6
    assert assessments[student].suspicions == ()


def test_honest_code_is_not_suspected(battle):
    answers = [name for name in ATTACKS if name == "is equal to everything"]
    assert battle[1][answers[0]].problem == ""


def test_reading_a_file_outside_the_sandbox_fails(battle):
    for attack in (
        name for name in ATTACKS if name.startswith(("reads the", "reads a n", "links"))
    ):
        card = battle[1][attack].verdicts[0].cells[0].card
        assert "environment" in attack or "No such file" in card, attack


def test_a_walk_over_the_disk_finds_nothing_of_the_course(battle):
    found = battle[1]["reads checks from disk"].verdicts[0].cells[0].card
    assert str(battle[0].course.root) not in found
    assert "got" in found


def test_nothing_was_written_outside(battle):
    root = battle[0].course.root
    assert not (root / "bomb").exists()
    assert (root / "classroom" / "gradebook.db").stat().st_size > 0


def test_no_server_of_the_judges_machine_was_reached(battle):
    assert Visited.visits == []


def test_no_process_outlives_the_grading(battle):
    import psutil

    me = psutil.Process()
    left = [p for p in me.children(recursive=True) if p.status() != psutil.STATUS_ZOMBIE]
    assert not [p for p in left if "submitted" in " ".join(p.cmdline())]


def test_the_feedback_page_is_free_of_the_attackers_markup(battle):
    it, _ = battle
    it.pipeline.give_feedback("01_tiny", "returns a page")
    page = it.pipeline.folder("feedback") / "returns a page" / "01_tiny" / "tiny.html"
    assert "<script>alert" not in page.read_text(encoding="utf-8").replace("\\", "")


def test_the_autograded_notebook_runs_nothing_of_the_attackers(battle):
    it, _ = battle
    folder = it.pipeline.folder("autograded") / "returns a page" / "01_tiny"
    outputs = [
        output
        for cell in json.loads((folder / "tiny.ipynb").read_text())["cells"]
        for output in cell.get("outputs", [])
    ]
    assert {output["output_type"] for output in outputs} <= {"error", "stream"}
