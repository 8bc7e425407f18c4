"""What an honest answer has no use for.

An answer runs in one process with the simulation that times it, so a program made to forge its own
timeline cannot be excluded; it cannot be written without naming some of this.  Whoever does is
shown to the teacher.  It costs no points.
"""

import ast
from collections.abc import Iterator

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


def suspicions(cells: list[Cell]) -> tuple[str, ...]:
    """What to look at in the learner's cells, as short phrases."""
    own = [cell for cell in cells if cell["cell_type"] == "code" and not _masters(cell)]
    return tuple(dict.fromkeys(phrase for cell in own for phrase in _suspicions(cell)))


def _masters(cell: Cell) -> bool:
    """Whether the cell is the instructor's: locked, so that nothing of the learner's is in it."""
    return bool(cell["metadata"].get("nbgrader", {}).get("locked"))


def _suspicions(cell: Cell) -> Iterator[str]:
    try:
        body = parsed(source(cell))[1]
    except NO_PYTHON:
        return
    for statement in body:
        for node in ast.walk(statement):
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
