"""A property that does not hold: its card, with the trace; or what became of the call instead."""

from __future__ import annotations

from typing import Any, Self

from grader import failure
from grader.attempt.values import Raised
from grader.failure import Failure, NotWritten, Text, card
from grader.run.facts import Facts
from grader.run.outcomes import abnormal
from grader.run.places import quoted


class Failing(Facts):
    """How a property fails."""

    def attempted(self) -> Self:
        """Return the run itself; raise `NotWritten` if the function is still a stub.

        Example:
            >>> def stub():
            ...     raise NotImplementedError
            >>> simulate(stub)  # simulate asks for it, too
            Traceback (most recent call last):
            grader.failure.NotWritten: simulate(stub)
            not written yet: write it above, in the place of NotImplementedError.
        """
        self._unless_unwritten()
        return self

    def _ended(self, why: str | None = None, hint: str | None = None, **_: Any) -> None:
        """The call came to an end of its own; if not, say what happened instead."""
        if self.outcome != "returned":
            self._unless_unwritten()
            failure = Failure(abnormal(self, why, hint))
            failure.outcome = self.outcome
            raise failure

    def _unless_unwritten(self) -> None:
        if _unwritten(self.error):
            raise NotWritten(self.call)

    def _without(self, kind: str, title: str, **more: Any) -> None:
        for finding in self.findings:
            if finding.kind == kind:
                where = quoted(finding.where)
                self._fail(title, None, Text(finding.text), **{"where": where, **more})

    def _fail(
        self,
        title: str,
        expected: Any,
        got: Any,
        *,
        why: str | None = None,
        where: str | None = None,
        hint: str | None = None,
    ) -> None:
        pair = [None if value is None else failure.value(value) for value in (expected, got)]
        note = self.notes(why)
        raise Failure(
            card(
                self.call,
                title,
                pair[0],
                pair[1],
                self.trace,
                note or None,
                where,
                hint,
                expected_trace=self.expected_trace,
                replay=self.replay,
            )
        )


def _unwritten(error: Raised | None) -> bool:
    """Whether a stub still stands: it raised, or the cell that it stands in did."""
    if not isinstance(error, Raised):
        return False
    if error.is_a("grader.CellFailed") and isinstance(error.cause, Raised):
        return _unwritten(error.cause)
    in_a_library = error.frames and not error.frames[-1].learner
    return error.is_a("NotImplementedError") and not in_a_library
