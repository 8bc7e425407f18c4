"""IPython's spellings in a cell, without IPython: kept from being errors, seldom obeyed.

Line numbers never change, so that errors point to the learner's lines.
"""

import re
import shlex

RUN_THE_BODY = {"time", "capture", "prun", "timeline"}
ASSIGNED = re.compile(r"^(\s*[\w., ]+=\s*)[!%].*$")
TIMED = re.compile(r"^(\s*)%time\s+(.+)$")
LINE = re.compile(r"^(\s*)([!%?]|[\w.]+\?{1,2}\s*$)")


def without_cell_magic(source: str) -> str:
    """A cell that begins with ``%%magic`` as the Python that stands for it."""
    blank_lines = re.match(r"\s*", source)
    body = source[blank_lines.end() :] if blank_lines else source
    if not body.startswith("%%"):
        return source
    line, _, rest = body.partition("\n")
    name, *arguments = shlex.split(line[2:]) or [""]
    if name in ("writefile", "file"):
        return _write(arguments, rest)
    return source[: -len(body)] + "\n" + rest if name in RUN_THE_BODY else ""


def _write(arguments: list[str], text: str) -> str:
    mode = "a" if set(arguments) & {"-a", "--append"} else "w"
    names = [each for each in arguments if not each.startswith("-")]
    return f"with open({names[-1]!r}, {mode!r}, encoding='utf-8') as _: _.write({text!r})\n"


def without_line_magic(source: str, number: int | None) -> str | None:
    """The source with the magic in this line made harmless; None when there is none.

    Called for a line that is a syntax error, so that a ``%`` that goes on with an expression, or
    stands in a text, is never taken for a magic.
    """
    lines = source.split("\n")
    if not number or number > len(lines):
        return None
    harmless = _harmless(lines[number - 1])
    if harmless is None:
        return None
    return "\n".join([*lines[: number - 1], harmless, *lines[number:]])


def _harmless(line: str) -> str | None:
    if timed := TIMED.match(line):
        return timed[1] + timed[2]
    if assigned := ASSIGNED.match(line):
        return assigned[1] + "None"
    if magic := LINE.match(line):
        return magic[1] + "pass"
    return None
