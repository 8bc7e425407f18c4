"""Equal answers are judged once: the same program has the same verdict.

In a class many hand in the same few lines.  Who passes shares it with every program that differs
in comments, layout and place only; any other verdict, whose card quotes lines, is shared by equal
texts.  What ran out of time or memory is judged anew each time: that may have been the machine.
What was killed is judged again at once: an answer has no part in what comes from outside.
"""

import ast
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256

from grader.attempt.session import Session
from grader.classroom.slicing import NO_PYTHON
from grader.judge.answer import Answer
from grader.judge.course import Exercise
from grader.judge.judge import judge
from grader.judge.verdict import FAILED, PASSED, Verdict

SHARED = {PASSED, FAILED, "raised", "deadlock"}  # outcomes that do not depend on the machine
FROM_OUTSIDE = {"killed", "check broke"}  # by the system, out of memory; a sandbox that was killed
TRIES = 3
Key = tuple[str, str, str]
Verdicts = dict[Key, Verdict]


class Known:
    """The verdicts of this process, by the rules that they were made by and the program."""

    def __init__(self) -> None:
        self._verdicts: Verdicts = {}
        self._news: Verdicts = {}

    def learn(self, verdicts: Verdicts) -> None:
        """Take over what others have found out."""
        self._verdicts |= verdicts

    def news(self) -> Verdicts:
        """What was found out here since this was asked last."""
        news, self._news = self._news, {}
        return news

    def verdict(
        self, exercise: Exercise, answer: Answer, rules: str, session: Session | None = None
    ) -> Verdict:
        """The verdict on an answer; ``rules`` changes with anything else that it depends on."""
        keys = [(rules, exercise.name, each) for each in _digests(answer)]
        known = (self._verdicts[key] for key in keys if key in self._verdicts)
        return next(known, None) or self._judged(exercise, answer, keys, session)

    def _judged(
        self, exercise: Exercise, answer: Answer, keys: list[Key], session: Session | None
    ) -> Verdict:
        found = settled(exercise, answer, session)
        if {cell.outcome for cell in found.cells} <= SHARED:
            lasting = keys if found.verdict == PASSED else keys[:1]
            new = dict.fromkeys(lasting, found)
            self._news |= new
            self._verdicts |= new
        return found


def settled(exercise: Exercise, answer: Answer, session: Session | None = None) -> Verdict:
    """A verdict in which nothing was ended from outside, or that of the last try."""
    for _ in range(TRIES):
        found = judge(exercise, answer, session)
        if not FROM_OUTSIDE & {cell.outcome for cell in found.cells}:
            break
    return found


def _digests(answer: Answer) -> Iterator[str]:
    """Of the answer as it was written; of what Python makes of it."""
    yield _digest([str(each) for each in answer.sources])
    try:
        yield _digest([f"{name} {_program(text)}" for name, text in answer.sources])
    except NO_PYTHON:
        return


@lru_cache(1000)
def _program(text: str | bytes) -> str:
    return _digest([ast.dump(ast.parse(text))])


def _digest(texts: list[str]) -> str:
    return sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()


known = Known()
