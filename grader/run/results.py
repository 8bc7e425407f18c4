"""Check the results of a call: the value or error, and what the call yielded, noted, printed and called.

`same` compares what a check expects with what the child sent; both are plain data of exact types in the judge.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Unpack

from grader.attempt.values import Opaque, Raised, decode, encode, public_name
from grader.failure import Text
from grader.run.failing import Advice, Failing


def same(expected: Any, got: Any) -> bool:
    """Return True if the decoded value ``got`` equals the expected one.

    Types must be the same (a tuple is not a list, ``True`` is not ``1``) with two exceptions, because no
    contract means these differences: an integer equals a float of the same value (``3``, ``3.0``), and an
    object of a class derived from a built-in one (a `Counter`, a named tuple) counts as its plain content.
    Not-a-number equals itself.  An exception equals one of the same type name with the same arguments; an
    exception type equals any exception of that type.
    """
    if isinstance(expected, type) and issubclass(expected, BaseException):
        return isinstance(got, Raised) and got.is_a(public_name(expected))
    return _same(decode(encode(expected)), got)


def _same(expected: Any, got: Any) -> bool:
    expected, got = _content(expected), _content(got)
    if _is_number(expected) and _is_number(got):
        return bool(expected == got or (expected != expected and got != got))
    if type(expected) is not type(got):
        return False
    return COMPARE.get(type(expected), _same_scalar)(expected, got)


def _content(value: Any) -> Any:
    return value.plain if type(value) is Opaque and value.plain is not None else value


def _is_number(value: Any) -> bool:
    return type(value) in (int, float)


def _same_scalar(expected: Any, got: Any) -> bool:
    return type(expected) is not Opaque and bool(expected == got)


def _same_items(expected: Any, got: Any) -> bool:
    return len(expected) == len(got) and all(map(_same, expected, got))


def _same_members(expected: Any, got: Any) -> bool:
    """Return True if the sets are equal, types of members included, because ``{True} == {1}``."""
    twin = {member: member for member in got}
    return bool(expected == got) and all(_same(member, twin[member]) for member in expected)


def _same_pairs(expected: dict[Any, Any], got: dict[Any, Any]) -> bool:
    return _same_members(expected.keys(), got.keys()) and all(
        _same(value, got[key]) for key, value in expected.items()
    )


def _same_error(expected: Raised, got: Raised) -> bool:
    return (
        expected.type_name == got.type_name
        and _same_items(expected.args, got.args)
        and _same_items(expected.members, got.members)
    )


COMPARE: dict[type, Callable[[Any, Any], bool]] = {
    list: _same_items,
    tuple: _same_items,
    set: _same_members,
    frozenset: _same_members,
    dict: _same_pairs,
    Raised: _same_error,
}


class Results(Failing):
    """The checks of this class concern what the call returned, raised, yielded, noted, printed and called."""

    def returns(self, expected: Any, **advice: Unpack[Advice]) -> None:
        """Check that the call returned ``expected``: the same value of the same type, at every depth.

        Exceptions in a value are equal if their types and their arguments are equal.

        Example:
            >>> run.returns(["A", "B", "C"])
        """
        self._ended(**advice)
        if not same(expected, self.result):
            differing = _differing(expected, self.result)
            wanted, got = (Text(repr(value)) for value in differing)  # None, too, is a value
            if self.result is None and self.yielded:
                got = Text(f"nothing; it yielded {self.yielded!r}")
            self._fail("returns another value", wanted, got, **advice)

    def raises(
        self, kind: type[BaseException], match: str | None = None, **advice: Unpack[Advice]
    ) -> None:
        """Check that the call raised ``kind``, alone or in an exception group, with ``match`` in its text.

        Example:
            >>> run = simulate(calls("fetch", a=OSError("gone away")), "a")
            >>> run.raises(OSError, "gone")
        """
        self._ended(or_raised=True, **advice)
        if self.outcome != "raised":
            wanted = kind.__name__ + (f": {match}" if match else "")
            self._fail("raises nothing", Text(wanted), Text(f"returned {self.result!r}"), **advice)
        if not any(_matches(error, kind, match) for error in _flat(self.error)):
            self._unless_unwritten()
            wanted = Text(kind.__name__ + (f": {match}" if match else ""))
            self._fail("raises another error", wanted, Text(str(self.error)), **advice)

    def yields(
        self, expected: list[Any], any_order: bool = False, **advice: Unpack[Advice]
    ) -> None:
        """Check that the iterator yielded exactly these items, in this order; ``any_order`` allows any.

        Example:
            >>> def countdown():
            ...     yield from (3, 2, 1)
            >>> run = simulate(countdown)
            >>> run.yields([3, 2, 1])
            >>> run.yields([1, 2, 3], any_order=True)
        """
        self._ended(**advice)
        found = _arranged_like(expected, self.yielded) if any_order else list(self.yielded)
        if not same(list(expected), found):
            returned = Text(f"nothing; it returned {self.result!r}")
            got = self.yielded if self.yielded or self.result is None else returned
            self._fail("yields something else", list(expected), got, **advice)

    def logs(self, expected: list[Any], **advice: Unpack[Advice]) -> None:
        """Check that exactly these values were noted with ``log``, in this order.

        Example:
            >>> def driver():
            ...     log("begun")
            ...     log("done")
            >>> simulate(driver).logs(["begun", "done"])
        """
        self._ended(**advice)
        if not same(list(expected), self.log):
            self._fail(
                "goes another way; what the check noted:", list(expected), self.log, **advice
            )

    def prints(self, expected: str, **advice: Unpack[Advice]) -> None:
        r"""Check that exactly this text was printed.

        Example:
            >>> simulate(print, "hello").prints("hello\n")
        """
        self._ended(**advice)
        if self.output != expected:
            self._fail("prints something else", expected, self.output, **advice)

    def called(self, name: str, times: int, **advice: Unpack[Advice]) -> None:
        """Check that the fake ``name`` was called ``times`` times; calls after the return count, too.

        A label such as "fetch a" counts the calls with that argument only.

        Example:
            >>> run.called("fetch", 3)
            >>> run.called("fetch a", 1)
        """
        self._ended(**advice)
        if len(self._named(name)) != times:
            often = {1: "once", 2: "twice"}.get(times, f"{times} times")
            self._fail(f"calls {name} {often}", times, len(self._named(name)), **advice)

    def never(self, name: str, **advice: Unpack[Advice]) -> None:
        """Check that the fake ``name`` was never called, not even after the return.

        Example:
            >>> run.never("fetch d")
        """
        self._ended(**advice)
        if self._named(name):
            got = Text(f"{name} started at {self._named(name)[0].start / 1e9:g} s")
            self._fail(f"never calls {name}", Text("no call"), got, **advice)

    def holds(self, condition: Any, sentence: str, **advice: Unpack[Advice]) -> None:
        """Check a property of your own, and fail with ``sentence`` if ``condition`` is false.

        Example:
            >>> run.holds(run.result[0] == "A", "the first result is not A")
        """
        self._ended(**advice)
        if not condition:
            self._fail(sentence, None, None, **advice)


def _differing(expected: Any, got: Any) -> tuple[Any, Any]:
    """Return both values; of two dicts, which may be long, return only the items that are not in both."""
    if type(expected) is not dict or type(got) is not dict:
        return expected, got
    return _without(expected, got), _without(got, expected)


def _without(one: dict[Any, Any], other: dict[Any, Any]) -> dict[Any, Any]:
    return {
        key: each for key, each in one.items() if key not in other or not same(each, other[key])
    }


def _matches(error: Raised, kind: type[BaseException], match: str | None) -> bool:
    of_kind = error.is_a(public_name(kind)) or error.is_a(kind.__name__)
    return of_kind and (match is None or match in error.text)


def _flat(error: Raised | None) -> list[Raised]:
    """Return the error and, if the error is a group, all members at every depth; no error for None."""
    if not isinstance(error, Raised):
        return []
    return [error, *(inner for member in error.members for inner in _flat(member))]


def _arranged_like(expected: list[Any], got: list[Any]) -> list[Any]:
    """Return ``got`` with the elements that ``expected`` also has first, in the order of ``expected``."""
    rest, arranged = list(got), []
    for wanted in expected:
        for place, value in enumerate(rest):
            if same(wanted, value):
                arranged.append(rest.pop(place))
                break
    return arranged + rest
