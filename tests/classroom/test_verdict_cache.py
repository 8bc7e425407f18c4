"""Equal answers are judged once, and only equal ones."""

import pytest

from grader.classroom import verdict_cache as module
from grader.classroom.verdict_cache import VerdictCache
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

    usual = VerdictCache()

    def verdict(text, rules="", cache=usual):
        return cache.verdict(Exercise(), Answer((("a", text),)), rules)

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


def test_a_failed_verdict_is_shared_with_equal_texts_only(judged):
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


def test_an_answer_that_kills_itself_is_not_judged_for_ever(judged):
    texts, verdict = judged
    assert verdict(f"{SUM}# {'killed, ' * 99}").verdict == "failed"
    assert len(texts) == 3


def test_what_is_no_python_is_compared_as_text(judged):
    texts, verdict = judged
    for _ in range(2):
        verdict("def double(")
    assert len(texts) == 1


def test_one_cache_can_take_over_the_verdicts_of_another(judged):
    texts, verdict = judged
    mine, yours = VerdictCache(), VerdictCache()
    verdict(SUM, cache=mine)
    yours.update(mine.take_new())
    verdict(SUM, cache=yours)
    assert texts == [SUM]


def test_new_verdicts_are_given_once_and_only_those_found_here(judged):
    _, verdict = judged
    mine, yours = VerdictCache(), VerdictCache()
    verdict(SUM, cache=mine)
    yours.update(mine.take_new())
    assert mine.take_new() == yours.take_new() == {}


def test_a_given_file_changes_the_assignments_digest(class_):
    before = class_.assignment.digest
    (class_.assignment.chapter.released / "helper.py").write_text("x = 1")
    assert type(class_.assignment).of(class_.course.chapters[0]).digest != before
