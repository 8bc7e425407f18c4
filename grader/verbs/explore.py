"""``explore`` runs the learner's code under many schedules, and makes a schedule that fails small."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

from msgspec.structs import replace

from grader import failure
from grader.attempt import Attempt, start
from grader.attempt.history import Coverage
from grader.attempt.messages import Covered, Ending, Heard, Unsteady
from grader.attempt.pickling import Call
from grader.choices import Granularity, at_least, one_of
from grader.failure import Failure, NotWritten
from grader.run import Run
from grader.run.facts import Evidence, Said, complete, evidence_of
from grader.run.places import Drivers, drivers
from grader.verbs.schedule import shrink, token, trimmed
from grader.verbs.simulate import PATIENT, TASKS, ask, count

MOST_STEPS = 200_000  # for making a schedule small; one live-lock takes 100,000
LONGEST_TOKEN = 60  # characters; a longer schedule does not fit on a card's line
Property = Callable[[Run], Any]


def explore(
    fn: Callable[..., Any],
    /,
    *args: Any,
    granularity: Granularity = "visible",
    budget: float = 1.0,
    schedules: int | None = None,
    **kwargs: Any,
) -> Exploration:
    """Return an `Exploration`, which runs ``fn(*args, **kwargs)`` under many schedules when a property is checked.

    Threads can be switched at the operations that a user sees (``granularity="visible"``), or also at every
    line or opcode of your files that touches something shared ("lines", "opcodes").  An unprotected
    ``n += 1`` needs "opcodes".  ``budget`` is counted in scheduling steps, worth about so many seconds;
    ``schedules`` limits the number of schedules.  The same code gets the same schedules on every machine.

    Raise ValueError for an unknown granularity, a negative budget, or a number of schedules below 1.

    Example:
        >>> exploration = explore(download, fetch, "abc")
        >>> exploration.each(lambda run: run.takes(3))  # under every schedule tried
        >>> exploration.coverage
        'all 130 schedules'
    """
    one_of("granularity", granularity, Granularity)
    at_least("budget", budget, 0)
    if schedules is not None:
        at_least("schedules", schedules, 1)
    options = {"granularity": granularity, "budget": budget, "schedules": schedules}
    return Exploration((fn, args, kwargs), options, drivers(fn, args, kwargs))


class Exploration:
    """An `Exploration` runs one call under many schedules, and checks a property of every run.

    After a check, ``runs`` is the number of schedules tried.  After a failure, ``found_after`` is the number
    of schedules tried until one failed, and ``smallest`` is the smallest schedule that fails, as a list of choices.

    Example:
        >>> def count():
        ...     total = [0]
        ...     def add():
        ...         total[0] += 1
        ...     threads = [threading.Thread(target=add) for _ in range(2)]
        ...     for thread in threads:
        ...         thread.start()
        ...     for thread in threads:
        ...         thread.join()
        ...     return total[0]
        >>> exploration = explore(count, granularity="opcodes")
        >>> exploration.each(lambda run: run.returns(2))
        Traceback (most recent call last):
        grader.failure.Failure: explore(count)
        ✗ returns another value
          expected: 2   got: 1
        ...
        >>> simulate(count, schedule=exploration.smallest, granularity="opcodes").result
        1
    """

    def __init__(self, call: Call, options: dict[str, Any], drivers: Drivers):
        self.call, self.options, self.drivers = call, options, drivers
        self.words = failure.call("explore", *call)
        self.runs = 0
        self.covered = Coverage()
        self.unsteady: Unsteady | None = None
        self.found_after: int | None = None  # number of schedules until one failed
        self.smallest: list[int] | None = None  # the choices of the smallest one that fails

    def each(self, holds: Property) -> None:
        """Call ``holds(run)`` for the run of every schedule.

        When ``holds`` raises `Failure`, the schedule is made as small as possible, and the failure of the small one
        is raised.

        Example:
            >>> explore(download, fetch, "abc").each(lambda run: run.takes(3))
        """
        for evidence in self._evidence():
            run = Run(evidence, self.words)
            failure = _failure(holds, run)
            if failure is not None:
                self._report(run, failure, holds)

    def outcomes(
        self, of: Callable[[Run], Any] = lambda run: (run.outcome, run.result)
    ) -> set[str]:
        """Return the set of all different outcomes, as text; ``of(run)`` returns what counts as the outcome.

        Example:
            >>> explore(download, fetch, "ab").outcomes()
            {"('returned', ['A', 'B'])"}
            >>> explore(download, fetch, "ab").outcomes(lambda run: run.elapsed)
            {'3.0'}
        """
        runs = (Run(evidence, self.words).attempted() for evidence in self._evidence())
        return {repr(of(run)) for run in runs}

    def matches(self, reference: Exploration, of: Callable[[Run], Any] | None = None) -> None:
        """Check that the outcomes are those of ``reference``.

        An additional outcome is a race; a missing outcome means that the code synchronises more than it
        should.  A missing outcome is only reported if every schedule was tried, because a sample may miss some.

        Example:
            >>> def one_by_one(fetch, urls):
            ...     return [fetch(url) for url in urls]
            >>> explore(one_by_one, fetch, "ab").matches(explore(download, fetch, "ab"))
        """
        kwargs = {} if of is None else {"of": of}
        mine, theirs = self.outcomes(**kwargs), reference.outcomes(**kwargs)
        if extra := sorted(mine - theirs):
            raise Failure(self._compared("reaches an outcome that must not be", extra, theirs))
        complete = self.covered.deviations == "all"
        if complete and (missing := sorted(theirs - mine)):
            title = "never reaches an outcome that it should: over-synchronised?"
            raise Failure(self._compared(title, missing, mine))

    @property
    def coverage(self) -> str:
        """Return a description of the schedules that were tried.

        Example:
            >>> exploration = explore(download, fetch, "abc", schedules=20)
            >>> exploration.each(lambda run: run.takes(3))
            >>> exploration.coverage
            '20 schedules, among them all with at most 1 deviations from the default'
        """
        deviations = self.covered.deviations
        if deviations == "all":
            return f"all {self.covered.systematic} schedules"
        parts = [f"{self.runs} schedules"]
        if deviations >= 0:
            parts.append(f"among them all with at most {deviations} deviations from the default")
        return ", ".join(parts)

    def confidence(self, threads: int, depth: int = 2) -> float:
        """Return the least probability (0 to 1) with which a bug of this ``depth`` would have been found.

        This is the bound of probabilistic concurrency testing (PCT), for the random schedules that were tried
        with so many ``threads``.

        Example:
            >>> exploration = explore(download, fetch, "abc", schedules=20)
            >>> exploration.each(lambda run: run.takes(3))
            >>> 0 <= exploration.confidence(threads=3) <= 1
            True
        """
        steps = max(self.covered.longest, 1)
        chance = 1 / (threads * steps ** (depth - 1))
        missed: float = (1 - chance) ** self.covered.random
        return 1 - missed

    def __repr__(self) -> str:
        return f"<{self.words}: {self.coverage}>" if self.runs else f"<{self.words}: not run yet>"

    # -- private methods ---------------------------------------------------------------------

    def _evidence(self) -> Iterator[Evidence]:
        """Yield the evidence of each distinct run when it arrives, and store the coverage at the end."""
        said: Said | None = None
        with start(f"{TASKS}:explore", self.call, self.options, PATIENT) as attempt:
            for heard in attempt.messages():
                if isinstance(heard, Said):
                    said = heard
                    yield self._settled(evidence_of(said))
                elif isinstance(heard, Ending) and not self.runs:
                    yield complete(said, heard)
                else:
                    self._learn(heard)

    def _learn(self, heard: Heard) -> None:
        if isinstance(heard, Covered):
            self.covered, self.runs = heard.covered, heard.runs
        elif isinstance(heard, Unsteady):
            self.unsteady = heard

    def _settled(self, evidence: Evidence) -> Evidence:
        """Return the evidence; a run that was given up too early is run again with more patience."""
        if not evidence.impatient:
            return evidence
        return count(self.call, {"schedule": evidence.history.choices}, evidence.stuck)

    def _report(self, run: Run, failure: Failure, holds: Property) -> None:
        if isinstance(failure, NotWritten):
            raise failure
        choices = self._smallest(run, holds) if trimmed(run.choices) else []
        self.found_after, self.smallest = run.evidence.nth, choices
        final = self._confirmed(choices)
        again = _failure(holds, final)
        raise again if again is not None else failure

    def _smallest(self, run: Run, holds: Property) -> list[int]:
        spent = 0

        def fails(choices: list[int]) -> bool:
            nonlocal spent
            if spent > MOST_STEPS:
                return False
            again = Run(replayer.run(choices), self.words)
            spent += len(again.choices)
            return _failure(holds, again) is not None

        with Replayer(self.call, self.options) as replayer:
            return shrink(run.choices, fails)

    def _confirmed(self, choices: list[int]) -> Run:
        """Return the run of the failing schedule in a fresh process, with the default schedule's trace to compare."""
        options = {**self.options, "schedule": choices}
        found = ask(self.call, options)
        unsteady = found.unsteady or self.unsteady
        run = Run(replace(found, drivers=self.drivers, unsteady=unsteady), self.words)
        if choices:
            default = Run(ask(self.call, {**options, "schedule": []}), self.words)
            run.replay = self._replay(choices)
            if default.outcome == "returned":
                run.expected_trace = default.trace
        return run

    def _replay(self, choices: list[int]) -> str:
        """Return the arguments of ``simulate`` that replay a schedule, as text."""
        granularity = self.options["granularity"]
        finer = f', granularity="{granularity}"' if granularity != "visible" else ""
        schedule = f'schedule="{token(choices)}"'
        return (
            schedule if len(schedule) < LONGEST_TOKEN else "its .smallest is the schedule"
        ) + finer

    def _compared(self, title: str, differing: list[str], known: set[str]) -> str:
        lines = [self.words, title, *(f"  {outcome[:74]}" for outcome in differing[:4])]
        lines.append(f"known outcomes ({len(known)}):")
        lines += [f"  {outcome[:74]}" for outcome in itertools.islice(sorted(known), 4)]
        return "\n".join(lines)


class Replayer:
    """A `Replayer` has a child process that replays schedules, and starts a new child when one has ended."""

    def __init__(self, call: Call, options: dict[str, Any]):
        self.call, self.options = call, options
        self.attempt: Attempt | None = None

    def run(self, choices: list[int]) -> Evidence:
        """Return the evidence of the run with these choices."""
        if self.attempt is None:
            self.attempt = start(f"{TASKS}:replay", self.call, self.options, PATIENT)
            self.messages = self.attempt.messages()
        self.attempt.send({"schedule": choices})
        answer = next(each for each in self.messages if isinstance(each, Said | Ending))
        if isinstance(answer, Ending):
            self.attempt = None
            return complete(None, answer)
        return evidence_of(answer)

    def __enter__(self) -> Replayer:
        return self

    def __exit__(self, *_: object) -> None:
        if self.attempt is not None:
            self.attempt.close()


def _failure(holds: Property, run: Run) -> Failure | None:
    """Return the failure that ``holds(run)`` raises; None if the property holds."""
    try:
        holds(run)
    except Failure as failure:
        return failure
    return None
