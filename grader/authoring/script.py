r"""Turn a notebook into plain text to edit, and back; a tidy notebook comes back exactly.

    cd solutions/01_executors
    python -m grader.authoring.script to-text executors.ipynb > /tmp/executors.py
    python -m grader.authoring.script from-text /tmp/executors.py > executors.ipynb

Every cell begins with a line that says what it is; Markdown is commented out, code is not:

    # %% [markdown] id=download_all role=statement
    # ## Exercise: `download_all`
    # %% id=download_all_answer role=answer
    # %% id=download_all_run
    # %% id=download_all_check role=check points=2

The text files are working copies and are never stored: a text file beside a source notebook would be
released to learners, with all solutions. A line of a cell that itself looks like the beginning of a
cell is written with one more `# `.
"""

import json
import re
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from grader.authoring.tidy import dumps, tidy
from grader.judge.notebook import (
    SWITCHES,
    Cell,
    Notebook,
    StoredCell,
    grading_metadata,
    read_cell,
)

HEADER = re.compile(
    r"# %%(?P<markdown> \[markdown\])?(?P<fields>( \w+=\S+)*?)( meta=(?P<meta>.*))?"
)
LOOKS_LIKE_HEADER = re.compile(r"(# )+%%")


class ScriptError(ValueError):
    """The text cannot be turned into a notebook; the message names the line."""


def to_text(notebook: Notebook) -> str:
    """Return the notebook as text."""
    return "\n".join(_cell_to_text(cell) for cell in tidy(notebook)["cells"])


def from_text(text: str) -> Notebook:
    """Return the (tidy) notebook that the text describes."""
    return tidy({"cells": [_cell(number, *block) for number, block in _blocks(text)]})


def main() -> None:
    """Convert the file that is named on the command line, and write the result to standard output."""
    parser = ArgumentParser(prog="python -m grader.authoring.script", description=__doc__)
    parser.add_argument("direction", choices=["to-text", "from-text"])
    parser.add_argument("file", type=Path)
    options = parser.parse_args()
    text = options.file.read_text(encoding="utf-8")
    try:
        converted = (
            to_text(json.loads(text)) if options.direction == "to-text" else dumps(from_text(text))
        )
    except ScriptError as error:
        parser.exit(2, f"{options.file}: {error}\n")
    sys.stdout.write(converted)


def _cell_to_text(stored: StoredCell) -> str:
    cell = read_cell(stored)
    lines = cell.source.split("\n") if cell.source else []
    if cell.kind == "markdown":
        lines = [f"# {line}".rstrip() for line in lines]
    return "\n".join([_header(cell), *map(_escape, lines), ""])


def _header(cell: Cell) -> str:
    fields = [f"id={cell.id}", f"role={cell.role}", f"points={cell.points}"]
    shown = fields[: 1 if not cell.grade_id else 3 if cell.points else 2]
    kind = ["[markdown]"] if cell.kind == "markdown" else []
    rest = {key: value for key, value in cell.metadata.items() if key != "nbgrader"}
    meta = [f"meta={json.dumps(rest, ensure_ascii=False, sort_keys=True)}"] if rest else []
    return " ".join(["# %%", *kind, *shown, *meta])


def _escape(line: str) -> str:
    return f"# {line}" if LOOKS_LIKE_HEADER.match(line) else line


def _unescape(line: str) -> str:
    return line[2:] if LOOKS_LIKE_HEADER.match(line) else line


def _blocks(text: str) -> Iterator[tuple[int, tuple[str, list[str]]]]:
    """Yield every cell: the number of its first line, that line, the lines below it."""
    lines = text.split("\n")
    bounds = [n for n, line in enumerate(lines) if line.startswith("# %%")] + [len(lines)]
    if any(line.strip() for line in lines[: bounds[0]]):
        raise ScriptError("line 1: a cell must begin with a line `# %%`")
    for start, end in pairwise(bounds):
        yield start + 1, (lines[start], lines[start + 1 : end])


def _cell(number: int, header: str, lines: list[str]) -> StoredCell:
    found = HEADER.fullmatch(header)
    if not found:
        raise ScriptError(f"line {number}: not the beginning of a cell: {header}")
    fields = dict(field.split("=", 1) for field in found["fields"].split())
    kind = "markdown" if found["markdown"] else "code"
    body = [_unescape(line) for line in lines]
    return {
        "cell_type": kind,
        "id": fields.get("id", ""),
        "metadata": json.loads(found["meta"] or "{}") | _grading(number, fields),
        "source": "\n".join(_uncomment(number, body) if kind == "markdown" else body),
    }


def _uncomment(number: int, lines: list[str]) -> Iterator[str]:
    for at, line in enumerate(lines, number + 1):
        if line.strip() and not line.startswith("#"):
            raise ScriptError(f"line {at}: text of a Markdown cell must begin with `# `: {line}")
        yield line.removeprefix("#").removeprefix(" ")


def _grading(number: int, fields: dict[str, str]) -> dict[str, Any]:
    if unknown := set(fields) - {"id", "role", "points"}:
        raise ScriptError(f"line {number}: unknown field {', '.join(sorted(unknown))}")
    if "role" not in fields:
        return {}
    if fields["role"] not in SWITCHES or not fields.get("id"):
        raise ScriptError(f"line {number}: needs an id=… and a role of {', '.join(SWITCHES)}")
    points = _number(fields["points"]) if "points" in fields else None
    return grading_metadata(fields["role"], fields["id"], points)


def _number(text: str) -> float:
    return float(text) if "." in text else int(text)


if __name__ == "__main__":
    main()
