"""What an honest answer has no use for.

An answer runs in one process with the simulation that times it, so a program made to forge its own
timeline cannot be excluded; it cannot be written without naming some of this.  Whoever does is
shown to the teacher.  It costs no points.
"""

import ast
from collections.abc import Iterator

from grader.classroom.master import Master
from grader.classroom.slices import NO_PYTHON, parsed
from grader.course import Cell, source

MODULES = {
    "_thread", "_ctypes", "cffi", "ctypes", "dis", "fcntl", "gc", "importlib", "inspect", "marshal", "mmap",
    "pickle", "ptrace", "resource", "runpy", "subprocess", "_posixsubprocess", "imp", "code",
}  # fmt: skip
NAMES = {
    "__builtins__", "__class__", "__closure__", "__code__", "__dict__", "__globals__", "__import__",
    "__loader__", "__subclasses__", "_exit", "_getframe", "addaudithook", "ast_transformers",
    "atexit", "cell_contents", "compile", "currentframe", "eval", "exec", "f_back", "f_globals",
    "f_locals", "fork", "get_ipython", "get_objects", "get_referrers", "globals", "input_transformers_post",
    "kill", "killpg", "modules", "setprofile", "setrlimit", "settrace", "signal", "tb_frame",
}  # fmt: skip
PUBLIC = {"after", "async_calls", "calls", "explore", "log", "now", "record", "simulate"}
PLACES = ("/proc/", "/dev/", "gradebook", "solutions/", "HIDDEN TESTS", "/etc/")


def suspicions(cells: list[Cell], master: Master) -> tuple[str, ...]:
    """What to look at in what the learner has written, as short phrases."""
    given = {source(cell) for cell in master.released["cells"]}
    own = [cell for cell in cells if cell["cell_type"] == "code" and _learners(cell, given)]
    return tuple(dict.fromkeys(phrase for cell in own for phrase in _suspicions(cell)))


def _learners(cell: Cell, given: set[str]) -> bool:
    """Whether the learner has written it: it is neither locked nor as it was released."""
    return not cell["metadata"].get("nbgrader", {}).get("locked") and source(cell) not in given


def _suspicions(cell: Cell) -> Iterator[str]:
    try:
        statements = parsed(source(cell))[1]
    except NO_PYTHON:
        return
    for statement in statements:
        for node in ast.walk(statement.node):
            yield from (f"{what} in {cell.get('id', 'a cell')}" for what in _odd(node))


def _odd(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (f"import {each.name}" for each in node.names if _odd_module(each.name))
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield from _odd_import(node)
    elif isinstance(node, (ast.Name, ast.Attribute)):
        name = node.id if isinstance(node, ast.Name) else node.attr
        yield from [name] if name in NAMES else []
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from (f"the text {place!r}" for place in PLACES if place in node.value)


def _odd_import(node: ast.ImportFrom) -> Iterator[str]:
    names = {each.name for each in node.names}
    if _odd_module(node.module or "") or (node.module == "grader" and names - PUBLIC):
        yield f"from {node.module} import {', '.join(sorted(names))}"


def _odd_module(name: str) -> bool:
    return name.partition(".")[0] in MODULES or name.startswith("grader.")
