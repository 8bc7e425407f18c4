"""What the judge knows of one run: what its child has said, and how the child has ended."""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from grader.attempt.history import Encoded, History, Place, empty
from grader.attempt.messages import (
    NOTHING,
    Broken,
    Ending,
    Explored,
    Forged,
    Heard,
    Outcome,
    RunReport,
    Stuck,
    Unsteady,
)
from grader.run.places import Drivers

Said = RunReport | Forged | Broken | Stuck
"""What a child may say of a run as a whole."""


class Evidence(Struct, frozen=True):
    """One run: its outcome and history, and what else tells why it is so."""

    outcome: Outcome
    history: History = field(default_factory=empty)
    value: Encoded = NOTHING
    error: Encoded = NOTHING
    place: Place | None = None  # where it was when its child gave it up
    seconds: float | None = None  # that it was allowed
    why: str | None = None  # its report is not believed
    ending: Ending | None = None
    unsteady: Unsteady | None = None  # how a second run of the same schedule differed
    drivers: Drivers = Drivers()
    nth: int | None = None  # schedules that an exploration had tried by then
    stuck: Stuck | None = None  # what its child had said when it gave the run up

    @property
    def impatient(self) -> bool:
        """True if the run was given up where more patience could have shown what it is."""
        return self.stuck is not None and not self.stuck.alone


def evidence_of(said: Said, ending: Ending | None = None) -> Evidence:
    """Return what a child has said of a run, as evidence."""
    match said:
        case Forged():
            told = evidence_of(said.report, ending)
            return replace(told, outcome=Outcome.FORGED, why=said.why)
        case RunReport():
            nth = said.nth if isinstance(said, Explored) else None
            found, ended = (said.value, said.error), (said.place, said.seconds)
            return Evidence(Outcome(said.outcome), said, *found, *ended, ending=ending, nth=nth)
        case Broken():
            return Evidence(Outcome(said.outcome), error=said.error, ending=ending)
        case Stuck():
            history = empty(said.elapsed, said.choices)
            return Evidence(Outcome.STUCK, history, place=said.place, ending=ending, stuck=said)


def complete(said: Said | None, ending: Ending, before: Stuck | None = None) -> Evidence:
    """Return what a child has said, if it came to a proper end; otherwise how it ended.

    ``before`` is what the same run was found to be with less patience.
    """
    if said is not None and (ending.end == "done" or isinstance(said, Stuck)):
        return evidence_of(said, ending)
    elapsed, place = (before.elapsed, before.place) if before else (0, None)
    return Evidence(ending.outcome, empty(elapsed), place=place, ending=ending)


def last_said(heard: list[Heard], before: Stuck | None = None) -> Evidence:
    """Return the evidence of a conversation about one run, of which the last is the ending."""
    *messages, ending = heard
    assert isinstance(ending, Ending)
    said = [each for each in messages if isinstance(each, Said)]
    unsteady = [each for each in messages if isinstance(each, Unsteady)]
    evidence = complete(said[-1] if said else None, ending, before)
    return replace(evidence, unsteady=unsteady[-1]) if unsteady else evidence
