"""Equal answers are judged once, and only equal ones."""

import pytest

from grader.classroom import verdict_cache as module
from grader.classroom.verdict_cache import Known
from grader.judge.answer import Answer
from grader.judge.verdict import CellVerdict, Verdict

SUM = "def double(x):\n    return x + x\n"


class Exercise:
    name = "double"


@pytest.fixture
def judged(monkeypatch):
    """Which texts were judged; each with the outcomes that its text names, then passed."""
    texts = []

    def judge(exercise, answer, _session):
        text = answer.sources[0][1]
        named = text.partition("# ")[2].strip()
        outcomes = dict(enumerate(named.split(", ")))
        outcome = outcomes.get(texts.count(text)) or "passed"
        texts.append(text)
        cell = CellVerdict("double_check", outcome == "passed", 1, 1, outcome, "", 0.1)
        return Verdict(exercise.name, (cell,))

    monkeypatch.setattr(module, "judge", judge)

    usual = Known()

    def verdict(text, rules="", known=usual):
        return known.verdict(Exercise(), Answer((("a", text),)), rules)

    return texts, verdict


def test_the_same_program_passes_without_being_run_again(judged):
    texts, verdict = judged
    first = verdict(SUM)
    assert verdict("# mine\n\n" + SUM.replace("x + x", "(x+x)")) is first
    assert texts == [SUM]


def test_another_program_is_judged(judged):
    texts, verdict = judged
    verdict(SUM)
    verdict(SUM.replace("x + x", "x + 1"))
    verdict(SUM.replace("return", "1; return"))
    assert len(texts) == 3


def test_other_checks_judge_anew(judged):
    texts, verdict = judged
    verdict(SUM, "monday's")
    verdict(SUM, "tuesday's")
    assert len(texts) == 2


def test_who_fails_shares_the_card_with_equal_texts_only(judged):
    texts, verdict = judged
    text = SUM + "# failed"
    assert verdict(text) is verdict(text)
    verdict("\n" + text)
    assert texts == [text, "\n" + text]


@pytest.mark.parametrize("outcome", ["timed out", "out of memory", "crashed", "stuck"])
def test_what_may_be_the_machines_fault_is_judged_each_time(judged, outcome):
    texts, verdict = judged
    for _ in range(2):
        verdict(f"{SUM}# {outcome}")
    assert len(texts) == 2


@pytest.mark.parametrize("outcome", ["killed", "check broke"])
def test_what_may_have_been_ended_from_outside_is_judged_again_at_once(judged, outcome):
    texts, verdict = judged
    assert verdict(f"{SUM}# {outcome}, {outcome}").verdict == "passed"
    assert len(texts) == 3


def test_who_kills_himself_is_not_judged_for_ever(judged):
    texts, verdict = judged
    assert verdict(f"{SUM}# {'killed, ' * 99}").verdict == "failed"
    assert len(texts) == 3


def test_what_is_no_python_is_compared_as_text(judged):
    texts, verdict = judged
    for _ in range(2):
        verdict("def double(")
    assert len(texts) == 1


def test_what_one_has_found_out_others_can_learn(judged):
    texts, verdict = judged
    teller, listener = Known(), Known()
    verdict(SUM, known=teller)
    listener.learn(teller.news())
    verdict(SUM, known=listener)
    assert texts == [SUM]


def test_nothing_is_told_twice_and_nothing_that_was_learnt(judged):
    _, verdict = judged
    teller, listener = Known(), Known()
    verdict(SUM, known=teller)
    listener.learn(teller.news())
    assert teller.news() == listener.news() == {}


def test_a_given_file_belongs_to_the_rules(class_):
    before = class_.master.digest
    (class_.master.chapter.released / "helper.py").write_text("x = 1")
    assert type(class_.master).of(class_.course.chapters[0]).digest != before
