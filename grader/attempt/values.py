"""Turn any object into plain data, and plain data into objects of exact built-in types.

    child:  value ── encode ──▶ lists, dicts, texts, numbers ──▶ judge:  decode ──▶ value

`encode` runs in the child, among the learner's objects, and does not rely on what they say of themselves:
types come from ``type``, contents from the built-in types' own methods, whatever ``__class__``,
``__iter__``, ``__eq__`` or ``__len__`` may return.  Only a description asks an object for its ``repr``,
and puts up with whatever that does.

`decode` runs in the judge and makes nothing but built-in types, `Raised` and `Opaque`.
"""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from grader.attempt.frames import Frame, frames_of

DEEPEST, MOST_OBJECTS = 60, 200_000  # levels and objects of one encoded value
LONGEST_TEXT, LONGEST_REPR = 4_000_000, 2_000  # characters
LONGEST_INTEGER = 200_000  # bits: the time of printing an integer grows with their square
SAFE_INTEGER = 2**63
TOO_MUCH = {"opaque": ["…", "…", None]}


@dataclass(frozen=True)
class Opaque:
    """An object of another type: the type's name and the object's own description.

    If the type is derived from a built-in one (a `Counter`, a named tuple), `plain` has the content.
    """

    type_name: str
    text: str
    plain: Any = field(default=None, compare=False, hash=False)

    def __repr__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Raised:
    """An exception: the names of its type and of that type's bases, its arguments and its text."""

    type_name: str
    bases: tuple[str, ...] = ()
    args: tuple[Any, ...] = field(default=(), hash=False)
    text: str = ""
    frames: tuple[Frame, ...] = field(default=(), compare=False, repr=False)
    members: tuple[Any, ...] = ()  # the exceptions of an exception group
    cause: Any = field(default=None, compare=False, repr=False)

    def is_a(self, name: str) -> bool:
        """Return True if the exception is of the named type, or of one derived from it."""
        return name in self.bases

    def __str__(self) -> str:
        words = [self.type_name, self.text, "; ".join(map(str, self.members))]
        return ": ".join(filter(None, words))

    def __repr__(self) -> str:
        return f"{self.type_name}({', '.join(map(repr, self.args))})"


def public_name(kind: type[Any]) -> str:
    """Return the name by which users know a type: ``ValueError``, ``queue.Empty``, ``MyError``.

    The name is taken from the type itself.  Private modules are left out: ``_queue.Empty``, that of the
    accelerator in C, and ``queue.Empty`` are one class to code that catches it, and only one of them
    exists in a simulation.
    """
    module = _module(kind)
    parts = [] if module in ("", "builtins", "__main__") else module.split(".")
    if parts and parts[0] in ("asyncio", "grader"):
        parts = parts[:1]
    if len(parts) == 1:
        parts = [parts[0].lstrip("_")]
    return ".".join([*(each for each in parts if not each.startswith("_")), _qualified(kind)])


def type_names(kind: type[Any]) -> list[str]:
    """Return the names of a type and of all its bases except `object`."""
    line = type.__dict__["__mro__"].__get__(kind)
    return [public_name(each) for each in line if each is not object]


def encode(value: Any) -> Any:
    """Return a value as plain data, which JSON can hold."""
    return _Encoder().encode(value)


def decode(data: Any) -> Any:
    """Return the value that was encoded, in exact built-in types; `Opaque` for data of any other form."""
    if type(data) is list:
        return [decode(each) for each in data]
    if type(data) is not dict:
        return data
    try:
        ((tag, content),) = data.items()
        return DECODERS[tag](content)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return Opaque("unknown", "data of an unknown form")


def describe(value: Any, how: Callable[[Any], str] = repr) -> str:
    """Return an object's ``repr`` or ``str``, cut and without addresses, whatever that method does."""
    try:
        text = how(value)
        if type(text) is not str:
            text = object.__repr__(value)
    except BaseException as error:
        text = f"<{public_name(type(value))}, whose {how.__name__} raises {type(error).__name__}>"
    text = re.sub(r" at 0x[0-9a-fA-F]+", "", text[: 2 * LONGEST_REPR])
    return text if len(text) <= LONGEST_REPR else text[: LONGEST_REPR - 1] + "…"


class _Encoder:
    """Encodes one value; knows which objects it is inside of (for cycles) and how many more it may take."""

    def __init__(self) -> None:
        self.left = MOST_OBJECTS
        self.inside: set[int] = set()

    def encode(self, value: Any) -> Any:
        kind = type(value)
        if value is None or kind is bool:
            return value
        self.left -= 1
        if self.left < 0:
            return TOO_MUCH
        if kind in SCALARS:
            return self._scalar(kind, value)
        return self._once(value, self._compound)

    def _scalar(self, kind: type[Any], value: Any) -> Any:
        if kind in (str, bytes):
            self.left -= len(value) // 64
        return SCALARS[kind](value)

    def _once(self, value: Any, encode: Callable[[Any], Any]) -> Any:
        if id(value) in self.inside or len(self.inside) >= DEEPEST:
            return {"opaque": [public_name(type(value)), "…", None]}
        self.inside.add(id(value))
        try:
            return encode(value)
        finally:
            self.inside.discard(id(value))

    def _compound(self, value: Any) -> Any:
        kind = type(value)
        if kind in CONTAINERS:
            return self._container(kind, value)
        if issubclass(kind, BaseException):
            return {"raised": self._raised(value)}
        return {"opaque": [public_name(kind), describe(value), self._base(kind, value)]}

    def _container(self, kind: type[Any], value: Any) -> Any:
        items = CONTAINERS[kind](value)
        if kind is dict:
            return {"dict": [[self.encode(key), self.encode(each)] for key, each in items]}
        encoded = [self.encode(each) for each in items]
        return encoded if kind is list else {kind.__name__: encoded}

    def _base(self, kind: type[Any], value: Any) -> list[Any] | None:
        """Return the content of a type that is derived from a built-in one, by the latter's own methods."""
        for base in type.__dict__["__mro__"].__get__(kind):
            if base in CONTAINERS:
                return [self._container(base, value)]
            if base in SCALARS:
                return [self._scalar(base, BASES[base](value))]
        return None

    def _raised(self, error: BaseException) -> dict[str, Any]:
        members = _members(error)
        cause = _attribute(error, "__cause__") or _attribute(error, "__context__")
        return {
            "type": public_name(type(error)),
            "bases": type_names(type(error)),
            "args": [self.encode(each) for each in _attribute(error, "args")],
            "text": describe(error, str),
            "frames": [list(vars(each).values()) for each in frames_of(error)],
            "members": [self.encode(each) for each in members],
            "cause": None if cause is None else self.encode(cause),
        }


def _attribute(error: BaseException, name: str) -> Any:
    """Return what the interpreter keeps under this name, whatever the error's own class defines."""
    return vars(BaseException)[name].__get__(error)


def _members(error: BaseException) -> tuple[BaseException, ...]:
    if not issubclass(type(error), BaseExceptionGroup):
        return ()
    members: tuple[BaseException, ...] = vars(BaseExceptionGroup)["exceptions"].__get__(error)
    return members


def _integer(value: int) -> Any:
    if value.bit_length() > LONGEST_INTEGER:
        return {"opaque": ["int", f"an integer of {value.bit_length()} bits", None]}
    return value if -SAFE_INTEGER < value < SAFE_INTEGER else {"int": hex(value)}


def _float(value: float) -> Any:
    return value if math.isfinite(value) else {"float": repr(value)}


def _text(value: str) -> Any:
    if len(value) <= LONGEST_TEXT:
        return value if value.isascii() or _has_utf8(value) else {"halves": list(map(ord, value))}
    return {"opaque": ["str", f"{value[:200]!r}… ({len(value)} characters)", None]}


def _has_utf8(value: str) -> bool:
    """Return False for a text with half of a surrogate pair, which JSON in UTF-8 cannot hold."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _bytes(value: bytes) -> Any:
    if len(value) <= LONGEST_TEXT:
        return {"bytes": value.decode("latin-1")}
    return {"opaque": ["bytes", f"{value[:200]!r}… ({len(value)} bytes)", None]}


SCALARS: dict[type, Callable[[Any], Any]] = {
    int: _integer,
    float: _float,
    str: _text,
    bytes: _bytes,
}
BASES: dict[type, Callable[[Any], Any]] = {
    int: int.__int__,
    float: float.__float__,
    str: str.__str__,
    bytes: lambda value: bytes.strip(value, b""),
}
CONTAINERS: dict[type, Callable[[Any], Iterable[Any]]] = {
    dict: lambda value: list(dict.items(value)),
    list: lambda value: list.__getitem__(value, slice(None)),
    tuple: tuple.__iter__,
    set: lambda value: list(set.__iter__(value)),
    frozenset: frozenset.__iter__,
}


def _decode_raised(content: dict[str, Any]) -> Raised:
    return Raised(
        type_name=str(content["type"]),
        bases=tuple(map(str, content["bases"])),
        args=tuple(map(decode, content["args"])),
        text=str(content["text"]),
        frames=tuple(Frame(*each) for each in content["frames"]),
        members=tuple(map(decode, content["members"])),
        cause=decode(content["cause"]),
    )


def _decode_opaque(content: list[Any]) -> Opaque:
    name, text, base = content
    return Opaque(str(name), str(text), None if base is None else decode(base[0]))


def _qualified(kind: type[Any]) -> str:
    name: str = type.__dict__["__qualname__"].__get__(kind)
    return name.rpartition("<locals>.")[2]


def _module(kind: type[Any]) -> str:
    module = type.__dict__["__module__"].__get__(kind)
    return module if type(module) is str else ""


DECODERS: dict[str, Callable[[Any], Any]] = {
    "int": lambda content: int(content, 16),
    "float": float,
    "bytes": lambda content: content.encode("latin-1"),
    "halves": lambda content: "".join(map(chr, content)),
    "tuple": lambda content: tuple(map(decode, content)),
    "set": lambda content: set(map(decode, content)),
    "frozenset": lambda content: frozenset(map(decode, content)),
    "dict": lambda content: {decode(key): decode(value) for key, value in content},
    "raised": _decode_raised,
    "opaque": _decode_opaque,
}
