"""Find in a learner's code what an honest answer has no use for.

An answer runs in one process with the simulation that times it, so a program that forges its own
timeline cannot be excluded. To do so it has to name one of the things below, or to hide that it does.
Every such finding is shown to the teacher; it costs no points.
"""

import ast
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from grader.classroom.assignment import Assignment
from grader.classroom.slicing import PARSE_ERRORS, parse_cell
from grader.judge.notebook import Cell

# A list of the modules that can do harm would never be complete, so all others are shown.
PLAIN_MODULES = {
    "abc", "aiohttp", "argparse", "asyncio", "bisect", "collections", "concurrent", "contextlib", "copy",
    "dataclasses", "datetime", "decimal", "enum", "fractions", "functools", "graphlib", "heapq", "html", "http",
    "itertools", "json", "math", "multiprocessing", "numbers", "operator", "os", "pathlib", "queue",
    "random", "re", "sched", "signal", "statistics", "string", "sys", "textwrap", "threading", "time",
    "traceback", "types", "typing", "urllib", "uuid", "warnings", "weakref", "__future__",
}  # fmt: skip
PLAIN_DUNDERS = {
    "abs", "add", "aenter", "aexit", "aiter", "anext", "await", "bool", "call", "cause", "contains", "del", "delitem",
    "doc", "enter", "eq", "exit", "ge", "getitem", "gt", "hash", "init", "iter", "le", "len", "lt", "main", "name",
    "ne", "next", "notes", "post_init", "qualname", "radd", "repr", "reversed", "setitem", "slots", "str", "sub",
    "suppress_context", "traceback", "wrapped",
}  # fmt: skip
SUSPICIOUS_NAMES = {
    "Formatter", "ForwardRef", "_current_frames", "_exit", "_getframe", "ag_frame", "addaudithook", "ast_transformers",
    "atexit", "attrgetter", "breakpoint", "cell_contents", "compile", "cr_frame", "currentframe", "eval", "exec",
    "f_back", "f_builtins", "f_globals", "f_locals", "fork", "forkpty", "get_coro", "get_field", "get_ipython",
    "get_objects", "get_referrers", "get_stack", "get_type_hints", "gi_frame", "globals",
    "input_transformers_post", "kill", "killpg", "methodcaller", "modules", "monitoring", "open_code", "pidfd_open",
    "posix_spawn", "pthread_kill", "raise_signal", "setitimer", "setprofile", "setprofile_all_threads", "setrlimit",
    "settrace", "settrace_all_threads", "tb_frame", "vars", "walk_stack", "walk_tb",
}  # fmt: skip
FAKE_ATTRIBUTES = {"plan", "every", "least", "may_be", "_begin", "_step"}
"""The attributes by which a check tells a fake what to do."""
REFLECTION = {"delattr", "getattr", "setattr"}
PUBLIC_NAMES = {
    "after",
    "async_calls",
    "calls",
    "explore",
    "log",
    "now",
    "record",
    "simulate",
    "step",
}
SUSPICIOUS_TEXTS = ("/proc/", "/dev/", "gradebook", "solutions/", "HIDDEN TESTS", "/etc/")
IMPORTS = (ast.Import, ast.ImportFrom)


def suspicions(cells: list[Cell], assignment: Assignment) -> tuple[str, ...]:
    """Return phrases about what is suspicious in the code that the learner has written."""
    own = [cell for cell in cells if _by_the_learner(cell, assignment.texts)]
    folder = assignment.chapter.released or assignment.chapter.path
    given = frozenset(path.stem for path in folder.glob("*.py"))
    return tuple(dict.fromkeys(phrase for cell in own for phrase in suspicious_in(cell, given)))


def suspicious_in(cell: Cell, given: frozenset[str] = frozenset()) -> list[str]:
    """Return phrases about one cell; `given` are the modules that learners get with the notebook."""
    return [f"{what} in {cell.id}" for what in _suspicious_parts(cell.source, given)]


def _by_the_learner(cell: Cell, released: set[str]) -> bool:
    """Return True for code that is neither locked nor as it was released."""
    return cell.kind == "code" and not cell.locked and cell.source not in released


@lru_cache(1000)  # many students hand in the same few lines
def _suspicious_parts(text: str, given: frozenset[str]) -> tuple[str, ...]:
    try:
        statements = parse_cell(text)[1]
    except PARSE_ERRORS:
        return ()
    nodes = [node for each in statements for node in ast.walk(each.node)]
    reader = _Reader(nodes, given)
    return tuple(what for node in nodes for what in reader.suspicious(node))


class _Reader:
    """Reads the nodes of a cell's syntax tree; knows which names stand for imported modules."""

    def __init__(self, nodes: list[ast.AST], given: frozenset[str]) -> None:
        aliases = [a for node in nodes if isinstance(node, IMPORTS) for a in node.names]
        self.imported = {(each.asname or each.name).partition(".")[0] for each in aliases}
        self.plain = PLAIN_MODULES | given
        calls = [node for node in nodes if isinstance(node, ast.Call)]
        self.spelled_out = {id(call.func) for call in calls if _names_its_attribute(call)}

    def suspicious(self, node: ast.AST) -> Iterator[str]:
        """Yield what is suspicious about a node itself, without those inside it."""
        read = READERS.get(type(node))
        return read(self, node) if read else iter(())

    def _import(self, node: ast.Import) -> Iterator[str]:
        return (f"import {each.name}" for each in node.names if self._suspicious_module(each.name))

    def _import_from(self, node: ast.ImportFrom) -> Iterator[str]:
        names, module = {each.name for each in node.names}, node.module or "."
        beyond = names - PUBLIC_NAMES if module == "grader" else names & (SUSPICIOUS_NAMES | {"*"})
        if beyond or (module != "grader" and self._suspicious_module(module)):
            yield f"from {module} import {', '.join(sorted(names))}"

    def _name(self, node: ast.Name) -> Iterator[str]:
        if _suspicious_name(node.id) or (
            node.id in REFLECTION and id(node) not in self.spelled_out
        ):
            yield node.id

    def _attribute(self, node: ast.Attribute) -> Iterator[str]:
        root = _root(node)
        if _suspicious_name(node.attr) or (node.attr in FAKE_ATTRIBUTES and root != "self"):
            yield node.attr
        elif isinstance(node.ctx, ast.Store | ast.Del) and root in self.imported:
            yield f"{ast.unparse(node)} is replaced"
        elif root == "grader" and node.attr not in PUBLIC_NAMES:
            yield f"grader.{node.attr}"

    def _pattern(self, node: ast.MatchClass) -> Iterator[str]:
        return (
            name for name in node.kwd_attrs if _suspicious_name(name) or name in FAKE_ATTRIBUTES
        )

    def _constant(self, node: ast.Constant) -> Iterator[str]:
        if isinstance(node.value, str):
            yield from (f"the text {each!r}" for each in SUSPICIOUS_TEXTS if each in node.value)
            yield from [f"the text {node.value!r}"] if _suspicious_name(node.value) else []

    def _suspicious_module(self, name: str) -> bool:
        return name != "grader" and name.partition(".")[0] not in self.plain


READERS: dict[type, Callable[[_Reader, Any], Iterator[str]]] = {
    ast.Import: _Reader._import,
    ast.ImportFrom: _Reader._import_from,
    ast.Name: _Reader._name,
    ast.Attribute: _Reader._attribute,
    ast.MatchClass: _Reader._pattern,
    ast.Constant: _Reader._constant,
}


def _suspicious_name(name: str) -> bool:
    hidden = name.startswith("__") and name.endswith("__") and name[2:-2] not in PLAIN_DUNDERS
    return (hidden and len(name) > len("____")) or name in SUSPICIOUS_NAMES


def _names_its_attribute(call: ast.Call) -> bool:
    """Return True for a call like `getattr(x, "name")`: the name can be read, and is checked."""
    return len(call.args) > 1 and isinstance(call.args[1], ast.Constant)


def _root(node: ast.expr) -> str | None:
    """Return the name that a chain of attributes begins with."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None
