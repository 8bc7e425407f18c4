"""Courses of small chapters, for the tests of everything that works on a course."""

import shutil
from pathlib import Path

from grader.authoring.script import from_text
from grader.authoring.tidy import dumps
from grader.judge.course import Course

ROOT = Path(__file__).parents[1]

TINY_CHAPTER = """\
# %% [markdown] id=title
# # A tiny chapter

# %% id=setup
from grader import calls, simulate

# %% [markdown] id=double role=statement
# ## Exercise: `double`
#
# Return twice `x`.
#
# <details><summary>Hint 1</summary>Twice is one and one more.</details>
# <details><summary>Hint 2</summary>Python adds with `+`.</details>
# <details><summary>Hint 3</summary>`return … + …`</details>

# %% id=double_answer role=answer
def double(x):
    \"\"\"Return twice `x`.\"\"\"
    ### BEGIN SOLUTION
    secret_of_double = x
    return secret_of_double + x
    ### END SOLUTION

# %% id=double_run
double(2) if callable(double) else None

# %% id=double_check role=check points=2
simulate(double, 2).returns(4)

# %% id=double_hidden role=hidden points=1
# A negative number.
### BEGIN HIDDEN TESTS
simulate(double, -21).returns(-42)
### END HIDDEN TESTS

# %% [markdown] id=fetch_both role=statement
# ## ★ Exercise: `fetch_both`
#
# Call the blocking `fetch` with `a` and with `b`, at the same time; return both results.
#
# <details><summary>Hint 1</summary>Two things at once need two threads.</details>
# <details><summary>Hint 2</summary>`ThreadPoolExecutor.map`</details>
# <details><summary>Hint 3</summary>`with ThreadPoolExecutor() as pool: …`</details>

# %% id=fetch_both_answer role=answer
from concurrent.futures import ThreadPoolExecutor

def fetch_both(fetch, a, b):
    ### BEGIN SOLUTION
    with ThreadPoolExecutor() as pool:
        return list(pool.map(fetch, [a, b]))
    ### END SOLUTION

# %% id=fetch_both_run

# %% id=fetch_both_check role=check points=2
run = simulate(fetch_both, calls("fetch", a=3, b=1), "a", "b")
run.returns(["A", "B"])
run.takes(3)
run.called("fetch", times=2)

# %% id=fetch_both_hidden role=hidden points=1
# The other way round.
### BEGIN HIDDEN TESTS
run = simulate(fetch_both, calls("fetch", a=2, b=4), "b", "a")
run.returns(["B", "A"])
run.takes(4)
run.called("fetch", times=2)
### END HIDDEN TESTS
"""


def make_course(root: Path, **chapters: str) -> Course:
    """A course of these chapters, each given as text."""
    for name, text in chapters.items():
        folder = root / "solutions" / name
        folder.mkdir(parents=True)
        (folder / f"{name.split('_', 1)[-1]}.ipynb").write_text(
            dumps(from_text(text)), encoding="utf-8"
        )
    shutil.copy(ROOT / "nbgrader_config.py", root)
    return Course(root)
