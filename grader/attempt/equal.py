"""Compare what a check expects with what the child sent back; in the judge, as plain data."""

from collections.abc import Callable
from typing import Any

from grader.attempt.values import Opaque, Raised, decode, encode, public_name


def same(expected: Any, got: Any) -> bool:
    """Return True if the decoded value ``got`` is what is expected.

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
    """Compare as sets; since ``{True} == {1}``, compare the types of the members, too."""
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
