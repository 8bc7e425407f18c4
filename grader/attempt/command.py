"""The command lines that start a child's Python, bare enough for the simulation to come first."""

import os
import sys
from pathlib import Path

HOME = str(Path(__file__).resolve().parents[2])  # the folder that holds the package
PROGRAM = (
    "import sys; sys.path.insert(0, {home!r}); from grader.attempt.{module} import main; main()"
)


def command(module: str, *arguments: str) -> list[str]:
    """Start ``main()`` of a module of this package.

    ``-S`` leaves ``site`` (and with it ``threading``) for later, ``-P`` keeps the current folder
    out of the way.  Not ``-I``: it would also ignore the hash seed.
    """
    program = PROGRAM.format(home=HOME, module=module)
    return [sys.executable, "-S", "-P", "-X", "utf8", "-c", program, *arguments]


def environment() -> dict[str, str]:
    """The judge's environment without what steers Python, and without Jupyter's secrets."""
    kept = {name: value for name, value in os.environ.items() if not _unwanted(name)}
    return kept | {"PYTHONHASHSEED": "0", "MPLBACKEND": "agg"}


def _unwanted(name: str) -> bool:
    secret = ("TOKEN", "SECRET", "PASSWORD", "CREDENTIAL", "API_KEY")
    return name.startswith(("PYTHON", "JUPYTER", "JPY_")) or any(s in name.upper() for s in secret)
