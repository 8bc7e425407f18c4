"""What an honest answer has no use for.

An answer runs in one process with the simulation that times it, so a program made to forge its own
timeline cannot be excluded; to get there it has to name some of this, or to hide that it does.
Whoever does is shown to the teacher.  It costs no points.
"""

import ast
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from grader.classroom.assignment import Master
from grader.classroom.slicing import NO_PYTHON, parsed
from grader.judge.notebook import Cell

# Whatever else is imported is shown: a list of what can do harm would never be complete.
PLAIN = {
    "abc", "aiohttp", "argparse", "asyncio", "bisect", "collections", "concurrent", "contextlib", "copy",
    "dataclasses", "datetime", "decimal", "enum", "fractions", "functools", "graphlib", "heapq", "html", "http",
    "itertools", "json", "math", "multiprocessing", "numbers", "operator", "os", "pathlib", "queue",
    "random", "re", "sched", "signal", "statistics", "string", "sys", "textwrap", "threading", "time",
    "traceback", "types", "typing", "urllib", "uuid", "warnings", "weakref", "__future__",
}  # fmt: skip
DUNDERS = {
    "abs", "add", "aenter", "aexit", "aiter", "anext", "await", "bool", "call", "cause", "contains", "del", "delitem",
    "doc", "enter", "eq", "exit", "ge", "getitem", "gt", "hash", "init", "iter", "le", "len", "lt", "main", "name",
    "ne", "next", "notes", "post_init", "qualname", "radd", "repr", "reversed", "setitem", "slots", "str", "sub",
    "suppress_context", "traceback", "wrapped",
}  # fmt: skip
NAMES = {
    "Formatter", "ForwardRef", "_current_frames", "_exit", "_getframe", "ag_frame", "addaudithook", "ast_transformers",
    "atexit", "attrgetter", "breakpoint", "cell_contents", "compile", "cr_frame", "currentframe", "eval", "exec",
    "f_back", "f_builtins", "f_globals", "f_locals", "fork", "forkpty", "get_coro", "get_field", "get_ipython",
    "get_objects", "get_referrers", "get_stack", "get_type_hints", "gi_frame", "globals",
    "input_transformers_post", "kill", "killpg", "methodcaller", "modules", "monitoring", "open_code", "pidfd_open",
    "posix_spawn", "pthread_kill", "raise_signal", "setitimer", "setprofile", "setprofile_all_threads", "setrlimit",
    "settrace", "settrace_all_threads", "tb_frame", "vars", "walk_stack", "walk_tb",
}  # fmt: skip
FAKES = {"plan", "every", "least", "may_be", "_begin", "_step"}  # what a fake is to do
REFLECTION = {"delattr", "getattr", "setattr"}
PUBLIC = {"after", "async_calls", "calls", "explore", "log", "now", "record", "simulate", "step"}
PLACES = ("/proc/", "/dev/", "gradebook", "solutions/", "HIDDEN TESTS", "/etc/")


def suspicions(cells: list[Cell], master: Master) -> tuple[str, ...]:
    """What to look at in what the learner has written, as short phrases."""
    code = [cell for cell in cells if cell.kind == "code"]
    own = [cell for cell in code if _learners(cell, master.texts)]
    folder = master.chapter.released or master.chapter.path
    files = frozenset(path.stem for path in folder.glob("*.py"))
    return tuple(dict.fromkeys(phrase for cell in own for phrase in odd_in(cell, files)))


def _learners(cell: Cell, given: set[str]) -> bool:
    """Whether the learner has written it: it is neither locked nor as it was released."""
    return not cell.locked and cell.source not in given


def odd_in(cell: Cell, given: frozenset[str] = frozenset()) -> list[str]:
    """What is odd in a cell; modules of these names are given to learners."""
    return [f"{what} in {cell.id}" for what in _odd_in(cell.source, given)]


@lru_cache(1000)  # many hand in the same few lines
def _odd_in(text: str, given: frozenset[str]) -> tuple[str, ...]:
    try:
        statements = parsed(text)[1]
    except NO_PYTHON:
        return ()
    nodes = [node for each in statements for node in ast.walk(each.node)]
    reader = _Reader(nodes, given)
    return tuple(what for node in nodes for what in reader.odd(node))


class _Reader:
    """Reads the nodes of a cell; knows which names stand for what was imported."""

    def __init__(self, nodes: list[ast.AST], given: frozenset[str]):
        aliases = [a for node in nodes if isinstance(node, IMPORTS) for a in node.names]
        self.imported = {(each.asname or each.name).partition(".")[0] for each in aliases}
        self.plain = PLAIN | given
        calls = [node for node in nodes if isinstance(node, ast.Call)]
        self.spelled_out = {id(call.func) for call in calls if _spelled_out(call)}

    def odd(self, node: ast.AST) -> Iterator[str]:
        """What is odd about a node itself."""
        read = READERS.get(type(node))
        return read(self, node) if read else iter(())

    def _import(self, node: ast.Import) -> Iterator[str]:
        return (f"import {each.name}" for each in node.names if self._odd_module(each.name))

    def _import_from(self, node: ast.ImportFrom) -> Iterator[str]:
        names, module = {each.name for each in node.names}, node.module or "."
        beyond = names - PUBLIC if module == "grader" else names & (NAMES | {"*"})
        if beyond or (module != "grader" and self._odd_module(module)):
            yield f"from {module} import {', '.join(sorted(names))}"

    def _name(self, node: ast.Name) -> Iterator[str]:
        if _odd(node.id) or (node.id in REFLECTION and id(node) not in self.spelled_out):
            yield node.id

    def _attribute(self, node: ast.Attribute) -> Iterator[str]:
        root = _root(node)
        if _odd(node.attr) or (node.attr in FAKES and root != "self"):
            yield node.attr
        elif isinstance(node.ctx, ast.Store | ast.Del) and root in self.imported:
            yield f"{ast.unparse(node)} is replaced"
        elif root == "grader" and node.attr not in PUBLIC:
            yield f"grader.{node.attr}"

    def _pattern(self, node: ast.MatchClass) -> Iterator[str]:
        return (name for name in node.kwd_attrs if _odd(name) or name in FAKES)

    def _constant(self, node: ast.Constant) -> Iterator[str]:
        if isinstance(node.value, str):
            yield from (f"the text {each!r}" for each in PLACES if each in node.value)
            yield from [f"the text {node.value!r}"] if _odd(node.value) else []

    def _odd_module(self, name: str) -> bool:
        return name != "grader" and name.partition(".")[0] not in self.plain


READERS: dict[type, Callable[[_Reader, Any], Iterator[str]]] = {
    ast.Import: _Reader._import,
    ast.ImportFrom: _Reader._import_from,
    ast.Name: _Reader._name,
    ast.Attribute: _Reader._attribute,
    ast.MatchClass: _Reader._pattern,
    ast.Constant: _Reader._constant,
}
IMPORTS = (ast.Import, ast.ImportFrom)


def _odd(name: str) -> bool:
    hidden = name.startswith("__") and name.endswith("__") and name[2:-2] not in DUNDERS
    return (hidden and len(name) > len("____")) or name in NAMES


def _spelled_out(call: ast.Call) -> bool:
    """Whether it names the attribute that it asks for or sets, for all to read."""
    return len(call.args) > 1 and isinstance(call.args[1], ast.Constant)


def _root(node: ast.expr) -> str | None:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None
