"""What a child may say, as types, and the one decoder at the judge's door.

    child:  rows and dicts ── json ──▶ frame ──▶ judge:  decode(bytes) ──▶ one of `Message`

`decode` gives a `Message` or raises `Garbage`; nothing else in the judge reads a child's bytes.
What happened in a run is a `History`; see there.
"""

from enum import StrEnum
from typing import Any, Literal, Self, TypeVar

import msgspec
from msgspec import Raw, Struct

from grader.attempt import protocol, values
from grader.attempt.history import Coverage, Encoded, History, Nanoseconds, Part, Place, Text
from grader.attempt.protocol import Garbage

NOTHING = Raw(b"null")
T = TypeVar("T")


class Outcome(StrEnum):
    """How a run has ended, for the judge.  No run is "passed": only a check cell can be."""

    RETURNED = "returned"
    RAISED = "raised"
    DEADLOCK = "deadlock"
    LIVE_LOCK = "live-lock"
    UNCONTROLLED = "uncontrolled"
    STOPPED = "stopped"
    TIMED_OUT = "timed out"
    STUCK = "stuck"
    OUT_OF_MEMORY = "out of memory"
    FORGED = "forged"
    CRASHED = "crashed"
    KILLED = "killed"

    __repr__ = str.__repr__  # a set of outcomes reads as text


class Told(StrEnum):
    """The outcomes that a child may report; the others are for the judge to find."""

    RETURNED = "returned"
    RAISED = "raised"
    DEADLOCK = "deadlock"
    LIVE_LOCK = "live-lock"
    UNCONTROLLED = "uncontrolled"
    STOPPED = "stopped"
    TIMED_OUT = "timed out"


# -- messages: what a child sends as a whole ---------------------------------------------------


class RunReport(History, frozen=True, kw_only=True, tag="run"):
    """A run that a child has seen to its end, or that it has ended after `seconds`."""

    outcome: Told
    value: Encoded
    error: Encoded
    place: Place | None
    seconds: float | None = None


class Explored(RunReport, frozen=True, kw_only=True, tag="explored"):
    """The first run of an exploration that came out so."""

    how: Literal["systematic", "random"]
    nth: int


class Returned(Part, frozen=True, kw_only=True, tag="returned"):
    """The value of a function that was only called, without any history."""

    value: Encoded


class Broken(Part, frozen=True, kw_only=True, tag="broken"):
    """The task itself could not go on: an error outside of a run, or no memory to report one."""

    outcome: Literal["raised", "out of memory"]
    error: Encoded


class Stuck(Part, frozen=True, kw_only=True, tag="stuck"):
    """A run that the child has given up, because it computed on and on."""

    place: Place | None
    elapsed: Nanoseconds
    choices: list[int]
    alone: bool  # nothing else could ever run, so that this is no matter of patience


class Covered(Part, frozen=True, kw_only=True, tag="covered"):
    """The end of an exploration."""

    covered: Coverage
    runs: int


class Unsteady(Part, frozen=True, kw_only=True, tag="unsteady"):
    """The first pair of events in which two runs of one schedule differ, in words."""

    first: Text
    second: Text


class Finished(Part, frozen=True, kw_only=True, tag="finished"):
    """The child has said everything; if `reusable`, its process could do another attempt."""

    reusable: bool = False


# -- the end of a child, as the fork server tells it -------------------------------------------


class EndReport(Part, frozen=True, kw_only=True):
    """How a child's process has ended, and what it had printed."""

    end: Literal["done", "timed out", "crashed", "killed"]
    limit: Literal["wall", "cpu", "processes"] | None = None
    signal: Text | None = None
    exit: int | None = None
    cancelled: bool = False
    stdout: Text = ""
    stderr: Text = ""
    stack: Text = ""


class Ending(EndReport, frozen=True, kw_only=True):
    """The same for people: why, after which of its limits, at which of the learner's lines."""

    lost: bool = False  # the fork server ended before the child did
    garbage: bool = False  # it wrote what no child of ours writes
    why: str | None = None
    seconds: float | None = None
    place: Place | None = None

    @classmethod
    def of(cls, report: EndReport, **changes: Any) -> Self:
        """Return the ending that was reported, with these changes."""
        return cls(**msgspec.structs.asdict(report) | changes)

    @property
    def outcome(self) -> Outcome:
        """Return the outcome of a run that ended with its process, before it could tell anything."""
        return Outcome.CRASHED if self.end == "done" else Outcome(self.end)


# -- what the judge makes of it ----------------------------------------------------------------


class Forged(Part, frozen=True, kw_only=True):
    """A report that is not believed, since it cannot be true."""

    report: RunReport
    why: str


# -- the door ----------------------------------------------------------------------------------

Message = RunReport | Explored | Returned | Broken | Stuck | Covered | Unsteady | Finished
Heard = RunReport | Forged | Returned | Broken | Stuck | Covered | Unsteady | Ending
_message: "msgspec.json.Decoder[Message]" = msgspec.json.Decoder(Message)


def decode(body: bytes) -> Message:
    """Return the message in a frame's body; raise `Garbage` for anything that is not exactly one."""
    return _decoded(_message, body)


def report_from(plain_report: dict[str, Any]) -> RunReport:
    """Return the report that the judge has written down of a run in its own process."""
    return msgspec.json.decode(protocol.utf8(plain_report), type=RunReport)


def value_of(encoded: Encoded) -> Any:
    """Return the learner's value in exact built-in types, and `Opaque` for anything odd."""
    try:
        return values.decode(msgspec.json.decode(encoded))
    except (msgspec.DecodeError, RecursionError):
        return values.Opaque("unknown", "data of an unknown form")


_end: "msgspec.json.Decoder[EndReport]" = msgspec.json.Decoder(EndReport)


def decode_end(body: bytes) -> EndReport:
    """Return the fork server's report of a child's end; raise `Garbage` for anything else."""
    return _decoded(_end, body)


def _decoded(decoder: "msgspec.json.Decoder[T]", body: bytes) -> T:
    try:
        return decoder.decode(body)
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        raise Garbage(str(error)) from None


# -- what the judge sends ----------------------------------------------------------------------


class Setup(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the child is told about an attempt, before the call itself."""

    task: str
    world: str
    seal: str
    series: bool
    options: dict[str, Any]
    limits: dict[str, int]
    processes: int
    sources: dict[str, list[str]]
    by_value: list[str]
    subjects: dict[str, dict[str, Any]]
    folder: str
    path: list[str]
    copy_from: list[str] | None = None  # folders, where the child makes its working directory

    def frame(self) -> bytes:
        """Return the setup as a frame."""
        return protocol.encode(msgspec.to_builtins(self))
