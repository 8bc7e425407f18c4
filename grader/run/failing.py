"""Raise the failure of a check, with a card that shows the trace and, if the call did not return, the reason."""

from __future__ import annotations

from typing import Any, Self, TypedDict, Unpack

from grader import failure
from grader.attempt.values import Raised
from grader.failure import Failure, NotWritten, Text, card
from grader.run.facts import Facts
from grader.run.outcomes import abnormal
from grader.run.places import quoted


class Advice(TypedDict, total=False):
    """An `Advice` is what a check may add to a card: why the property matters, where to look, and a hint."""

    why: str | None
    where: str | None
    hint: str | None


class Failing(Facts):
    """`Failing` adds to the facts of a run the ways in which a check fails."""

    def attempted(self) -> Self:
        """Return the run itself; raise `NotWritten` if the function is still a stub.

        Example:
            >>> def stub():
            ...     raise NotImplementedError
            >>> simulate(stub)  # simulate calls attempted(), too
            Traceback (most recent call last):
            grader.failure.NotWritten: simulate(stub)
            not written yet: write it above, in the place of NotImplementedError.
        """
        self._unless_unwritten()
        return self

    def _ended(self, *, or_raised: bool = False, **advice: Unpack[Advice]) -> None:
        """Fail with a card of what happened instead, unless the call returned (or raised, with ``or_raised``)."""
        _check(advice)
        if self.outcome != "returned" and not (or_raised and self.outcome == "raised"):
            self._unless_unwritten()
            failure = Failure(abnormal(self, advice.get("why"), advice.get("hint")))
            failure.outcome = self.outcome
            raise failure

    def _unless_unwritten(self) -> None:
        if _unwritten(self.error):
            raise NotWritten(self.call)

    def _fail_if_found(self, kind: str, title: str, **advice: Unpack[Advice]) -> None:
        """Fail with the first finding of this kind, if there is one."""
        for finding in self.findings:
            if finding.kind == kind:
                advice.setdefault("where", quoted(finding.where))
                self._fail(title, None, Text(finding.text), **advice)

    def _fail(self, title: str, expected: Any, got: Any, **advice: Unpack[Advice]) -> None:
        pair = [None if value is None else failure.value(value) for value in (expected, got)]
        note = self.notes(advice.get("why"))
        raise Failure(
            card(
                self.call,
                title,
                pair[0],
                pair[1],
                self.trace,
                note or None,
                advice.get("where"),
                advice.get("hint"),
                expected_trace=self.expected_trace,
                replay=self.replay,
            )
        )


def _check(advice: Advice) -> None:
    """Raise TypeError for a misspelt keyword, also where the property holds."""
    for name in advice:
        if name not in Advice.__annotations__:
            known = ", ".join(f"{each}=" for each in Advice.__annotations__)
            raise TypeError(f"a property has no argument {name}=; it takes {known}")


def _unwritten(error: Raised | None) -> bool:
    """Return True if the error came from a stub, when the stub was called or when its cell ran."""
    if not isinstance(error, Raised):
        return False
    if error.is_a("grader.CellFailed") and isinstance(error.cause, Raised):
        return _unwritten(error.cause)
    in_a_library = error.frames and not error.frames[-1].learner
    return error.is_a("NotImplementedError") and not in_a_library
