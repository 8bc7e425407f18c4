"""Is what came back what was expected? Exact types, and exceptions by type and arguments."""

from grader.attempt.plain import Opaque, Raised


def same(expected, got) -> bool:
    """Whether plain data equals what was expected.

    Types must be the same (a tuple is no list, True is no 1).  Where an exception is expected,
    `got` may be any exception of a type of that name with equal arguments; where an exception
    type is expected, any exception of that type.  No method of `got` is called but those of
    built-in types.
    """
    if isinstance(expected, BaseException):
        return _same_error(expected, got)
    if isinstance(expected, type) and issubclass(expected, BaseException):
        return isinstance(got, Raised) and got.is_a(expected.__name__)
    if type(expected) is not type(got) or isinstance(got, Opaque):
        return False
    if type(expected) in (list, tuple):
        return len(expected) == len(got) and all(map(same, expected, got))
    if type(expected) is dict:
        return expected.keys() == got.keys() and all(
            same(value, got[key]) for key, value in expected.items()
        )
    return expected == got


def _same_error(expected: BaseException, got) -> bool:
    return (
        isinstance(got, Raised)
        and got.type_name.rpartition(".")[2] == type(expected).__name__
        and len(got.args) == len(expected.args)
        and all(map(same, expected.args, got.args))
    )
