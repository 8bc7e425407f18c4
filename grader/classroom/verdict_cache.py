"""A cache of verdicts, so that equal answers of a class are judged once.

In a class many students hand in the same few lines. A passing verdict is shared by all programs that
differ only in comments, layout and place. Any other verdict is shared by equal texts, since its card
quotes lines. An answer that ran out of time or memory is judged anew each time, because the machine
may have been to blame. An answer that was killed is judged again at once, for the same reason.
"""

import ast
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256

from grader.attempt.session import Session
from grader.classroom.slicing import PARSE_ERRORS
from grader.judge.answer import Answer
from grader.judge.course import Exercise
from grader.judge.judge import judge
from grader.judge.verdict import CHECK_BROKE, FAILED, PASSED, Verdict

CACHEABLE = {PASSED, FAILED, "raised", "deadlock"}
"""The outcomes that do not depend on the machine."""
FROM_OUTSIDE = {"killed", CHECK_BROKE}
"""The outcomes of a kill from outside: by the system, out of memory, or of the whole sandbox."""
MAX_TRIES = 3

Key = tuple[str, str, str]
"""The assignment's digest, the exercise's name, and the answer's digest."""
Verdicts = dict[Key, Verdict]


class VerdictCache:
    """The verdicts that this process knows, its own and those of other workers."""

    def __init__(self) -> None:
        self._verdicts: Verdicts = {}
        self._new: Verdicts = {}

    def update(self, verdicts: Verdicts) -> None:
        """Add the verdicts of other workers."""
        self._verdicts |= verdicts

    def take_new(self) -> Verdicts:
        """Return the verdicts that were found here since the last call."""
        new, self._new = self._new, {}
        return new

    def verdict(
        self, exercise: Exercise, answer: Answer, rules: str, session: Session | None = None
    ) -> Verdict:
        """Return the verdict on an answer; `rules` is a digest of all else that it depends on."""
        keys = [(rules, exercise.name, each) for each in _digests(answer)]
        cached = (self._verdicts[key] for key in keys if key in self._verdicts)
        return next(cached, None) or self._judge(exercise, answer, keys, session)

    def _judge(
        self, exercise: Exercise, answer: Answer, keys: list[Key], session: Session | None
    ) -> Verdict:
        verdict = judge_until_settled(exercise, answer, session)
        if {cell.outcome for cell in verdict.cells} <= CACHEABLE:
            lasting = keys if verdict.verdict == PASSED else keys[:1]
            new = dict.fromkeys(lasting, verdict)
            self._new |= new
            self._verdicts |= new
        return verdict


def judge_until_settled(
    exercise: Exercise, answer: Answer, session: Session | None = None
) -> Verdict:
    """Judge until no run was killed from outside, at most `MAX_TRIES` times; return the last verdict."""
    for _ in range(MAX_TRIES):
        verdict = judge(exercise, answer, session)
        if not FROM_OUTSIDE & {cell.outcome for cell in verdict.cells}:
            break
    return verdict


def _digests(answer: Answer) -> Iterator[str]:
    """Yield a digest of the answer's text, then one of its syntax trees."""
    yield _digest([str(each) for each in answer.sources])
    try:
        yield _digest([f"{name} {_tree_digest(text)}" for name, text in answer.sources])
    except PARSE_ERRORS:
        return


@lru_cache(1000)
def _tree_digest(text: str | bytes) -> str:
    return _digest([ast.dump(ast.parse(text))])


def _digest(texts: list[str]) -> str:
    return sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()


verdict_cache = VerdictCache()
"""The cache of this process."""
