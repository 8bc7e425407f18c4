"""Which variable holds the object that cannot be sent?"""

import dis
import types

GLOBAL_NAMES = {"LOAD_GLOBAL", "LOAD_NAME", "STORE_GLOBAL", "DELETE_GLOBAL"}


def culprit(call: tuple, failure):
    """``(description, error)`` of the innermost variable for which ``failure(value)`` is an error."""
    function, args, kwargs = call
    parts = [
        (f"the function `{getattr(function, '__name__', function)}`", function),
        *((f"argument {number}", value) for number, value in enumerate(args, 1)),
        *((f"the argument `{name}`", value) for name, value in kwargs.items()),
    ]
    return _first(parts, failure, set())


def _first(parts: list, failure, seen: set):
    for description, value in parts:
        if id(value) in seen:
            continue
        seen.add(id(value))
        error = failure(value)
        if error is not None:
            return _first(_variables(value), failure, seen) or (description, error)
    return None


def _variables(value) -> list:
    """The variables that a function (also behind a method or a partial) refers to."""
    function = getattr(value, "__func__", getattr(value, "func", value))
    if isinstance(function, type):
        return [part for each in vars(function).values() for part in _variables(each)]
    if not isinstance(function, types.FunctionType):
        return []
    return [*_globals(function), *_closure(function)]


def _globals(function: types.FunctionType) -> list:
    names = sorted(_names(function.__code__))
    present = [name for name in names if name in function.__globals__]
    return [(f"the global variable `{name}`", function.__globals__[name]) for name in present]


def _names(code: types.CodeType) -> set[str]:
    used = {each.argval for each in dis.get_instructions(code) if each.opname in GLOBAL_NAMES}
    inner = [each for each in code.co_consts if isinstance(each, types.CodeType)]
    return used.union(*map(_names, inner))


def _closure(function: types.FunctionType) -> list:
    cells = zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
    return [(f"the variable `{name}`", cell.cell_contents) for name, cell in cells if _full(cell)]


def _full(cell: types.CellType) -> bool:
    try:
        cell.cell_contents  # noqa: B018 (asking is the test)
    except ValueError:
        return False
    return True
