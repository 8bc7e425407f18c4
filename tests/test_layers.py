"""Imports point one way, files stay few and short, and module names in strings are true."""

import ast
import pkgutil
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parents[1]
MOST_FILES, MOST_LINES = 150, 320
DOTTED = re.compile(r"(?:grader|nbgrader)\.[a-z](?:\w|\.)*(?::\w+)?")

Graph = dict[str, set[str]]


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = {module_name(path): path for path in sorted((ROOT / "grader").rglob("*.py"))}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    """The modules of grader that a file imports, in functions, too; the project imports no names with dots."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in FILES)
        elif isinstance(node, ast.ImportFrom) and node.module in FILES:
            for alias in node.names:
                submodule = f"{node.module}.{alias.name}"
                yield submodule if submodule in FILES else node.module


def module_graph() -> Graph:
    return {name: set(imported(path)) - {name} for name, path in FILES.items()}


def folder(name: str) -> str:
    """The folder of a module; a module that lies in grader/ itself is a room of its own."""
    parts = name.split(".")
    is_package = FILES[name].stem == "__init__"
    return name if is_package or len(parts) == 2 else ".".join(parts[:-1])


def folder_graph() -> Graph:
    graph: Graph = {}
    for name, targets in module_graph().items():
        room = folder(name)
        graph.setdefault(room, set()).update(set(map(folder, targets)) - {room})
    return graph


def circle(graph: Graph) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []


def named_modules() -> set[str]:
    """Every dotted name of a module or its member that stands in a string and nowhere else."""
    python = [*FILES.values(), ROOT / "nbgrader_config.py"]
    strings = {
        node.value
        for path in python
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    strings |= set(strings_in(tomllib.loads((ROOT / "pyproject.toml").read_text())))
    return {each for each in strings if DOTTED.fullmatch(each)}


def strings_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        for part in re.split(r"\s*(?:->|\||:(?= ))\s*", value):
            yield part.removesuffix(".**").removesuffix(".*")
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings_in(each)


def test_the_layers_of_pyproject_hold(capsys):
    status = lint_imports(str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_imports_are_absolute():
    relative = {
        name
        for name, path in FILES.items()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.level
    }
    assert relative == set()


def test_no_modules_import_each_other_in_a_circle():
    assert circle(module_graph()) == []


def test_no_folders_import_each_other_in_a_circle():
    assert circle(folder_graph()) == []


def test_a_circle_is_found_and_told():
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}}) in (
        ["a", "b", "c", "a"],
        ["b", "c", "a", "b"],
        ["c", "a", "b", "c"],
    )


def test_the_package_has_few_files():
    assert len(FILES) <= MOST_FILES


def test_no_module_is_too_long_to_read():
    lines = {name: path.read_text(encoding="utf-8").count("\n") for name, path in FILES.items()}
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


@pytest.mark.parametrize("name", sorted(named_modules()))
def test_what_a_string_names_can_be_imported(name):
    pkgutil.resolve_name(name)
