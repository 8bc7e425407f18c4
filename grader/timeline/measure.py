"""How wide a text is, in points, and how to make it fit.

One font is read once, so that measuring 500 labels costs a millisecond and the same figure comes out on every machine.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import takewhile
from typing import Any

from matplotlib.font_manager import FontProperties, findfont, get_font

FAMILY = "DejaVu Sans"
"""Comes with matplotlib; browsers that lack it have Verdana, which is as wide."""


@lru_cache(maxsize=16)
def font(size: float, weight: str = "normal", style: Any = "normal") -> FontProperties:
    """The one font, in a size of so many points."""
    return FontProperties(family=FAMILY, size=size, weight=weight, style=style)


@lru_cache(maxsize=4)
def _face(weight: str) -> object:
    return get_font(findfont(FontProperties(family=FAMILY, weight=weight)))


@lru_cache(maxsize=1024)
def _advance(character: str, weight: str) -> float:
    """Width of a character as a part of the font's size."""
    face = _face(weight)
    face.set_size(100, 72)  # type: ignore[attr-defined]
    return float(face.load_char(ord(character)).linearHoriAdvance / 65536 / 100)  # type: ignore[attr-defined]


def width(text: str, size: float, weight: str = "normal") -> float:
    """Points from the text's left to its right edge."""
    return sum(_advance(character, weight) for character in text) * size


def fit(text: str, room: float, size: float, weight: str = "normal") -> str:
    """The best form of a label that fits in `room` points: whole, without remarks, its argument, cut, or nothing."""
    forms = (form for form in forms_of(text) if width(form, size, weight) <= room)
    return next(forms, None) or cut(text, room, size, weight)


def forms_of(label: str) -> list[str]:
    """Shorter ways to say it: `lock (held by w-1)` is `lock`; `fetch a` is `a`."""
    plain = label.partition(" (")[0]
    words = plain.split(" ")
    last = words[1] if len(words) == 2 else ""  # of more words, the last alone says nothing
    return [form for form in (label, plain, last) if form]


def cut(text: str, room: float, size: float, weight: str = "normal") -> str:
    """As many letters as fit before an ellipsis; nothing rather than fewer than three."""
    ends = range(1, len(text) + 1)
    fitting = takewhile(lambda end: width(text[:end] + "…", size, weight) <= room, ends)
    longest = max(fitting, default=0)
    return text[:longest].rstrip() + "…" if longest >= 3 else ""
