"""The leaves are replaced before anything that captures the genuine ones, or is slow to import, is loaded."""

import subprocess
import sys
from pathlib import Path

import grader

ROOT = Path(grader.__file__).parents[1]
LATER = "asyncio functools logging queue selectors threading typing"


def in_a_bare_process(code):
    command = [
        sys.executable,
        "-I",
        "-S",
        "-c",
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{code}",
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_replacing_the_leaves_loads_nothing_that_must_come_later():
    done = in_a_bare_process(
        "from grader.simulation import install\n"
        "install.replace_leaves()\n"
        f"print([name for name in {LATER!r}.split() if name in sys.modules])"
    )
    assert done.stdout == "[]\n", done.stderr


def test_the_leaves_cannot_be_replaced_once_threading_is_loaded():
    done = in_a_bare_process(
        "import threading\nfrom grader.simulation import install\ninstall.replace_leaves()"
    )
    assert "must be installed before threading" in done.stderr
