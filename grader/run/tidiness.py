"""Check what a call leaves behind: threads, tasks, processes, unread errors, unclosed resources."""

from __future__ import annotations

from typing import Literal, Unpack

from grader.attempt.history import Left
from grader.choices import one_of
from grader.failure import Text
from grader.run.failing import Advice, Failing
from grader.run.places import quoted

Kind = Literal["thread", "task", "process"]
"""A call can leave these running."""
UNTIDY = {
    "never awaited": "leaves a coroutine that was never awaited",
    "unread error": "leaves an error that nobody read",
    "task destroyed": "loses a task that was still pending",
    "thread died": "loses the error of a thread",
    "unclosed": "leaves something that was never closed",
}


class Tidiness(Failing):
    """The checks of this class concern what the call leaves behind."""

    def leaves_nothing(self, *, cancelled_ok: bool = False, **advice: Unpack[Advice]) -> None:
        """Check that no thread or task is left at the return, and no error unread.

        What is printed or logged does not matter.  With ``cancelled_ok``, tasks that are being cancelled may
        still be running.

        Example:
            >>> run.leaves_nothing()
        """
        self._ended(**advice)
        left = [each for each in self.history.alive if not (cancelled_ok and each.cancelling)]
        if left:
            self._fail_left(left, **advice)
        for finding in self.findings:
            if finding.kind in UNTIDY:
                got = Text(finding.text)
                advice.setdefault("where", quoted(finding.where))
                self._fail(UNTIDY[finding.kind], None, got, **advice)

    def leaves_no(self, kind: Kind, **advice: Unpack[Advice]) -> None:
        """Check that no ``kind`` ("thread", "task", "process") is left when the call has returned or raised.

        Example:
            >>> run.leaves_no("thread")
        """
        one_of("kind", kind, Kind)
        self._ended(or_raised=True, **advice)
        if left := [each for each in self.history.alive if each.kind == kind]:
            self._fail_left(left, **advice)

    def _fail_left(self, left: list[Left], **advice: Unpack[Advice]) -> None:
        names = {lane.number: lane.name for lane in self.history.lanes}
        who = ", ".join(f"{each.kind} {names[each.lane]}" for each in left[:3])
        first = left[0]
        why = f"It still waits in {first.why}." if first.why else "It was still running."
        advice.setdefault("where", quoted(first.where))
        advice["why"] = advice.get("why") or why
        self._fail(
            "leaves something running", Text("nothing left at the return"), Text(who), **advice
        )
