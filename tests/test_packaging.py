"""Other ways to get the project: the built wheel in a clean environment, and pip on a fresh clone."""

import os
import shutil
import subprocess
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

USED = """
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from grader import calls, explore, record, simulate
import grader

def fill_cache(fetch, urls):
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(fetch, urls))

fetch = calls("fetch", a=3, b=1, c=2)
run = simulate(fill_cache, fetch, "abc")
run.takes(3)
run.peaks_at(2, "fetch")
assert "<svg" in run.trace.draw().html()
explore(fill_cache, fetch, "abc").each(lambda run: run.takes(3))
record(fill_cache, calls("fetch", a=0.01), "a").returns(["A"])
print(grader.__file__, version("grader"))
"""


def done(*command, cwd, **environment):
    """What the command prints; what pytest and uv have set for this process is not for it."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTEST", "PYTHON", "VIRTUAL_ENV", "UV_PROJECT", "COVERAGE"))
    }
    ended = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """What is committed, and what has been changed since, in a folder under the system's temporary one."""
    folder = tmp_path_factory.mktemp("clone") / "course"
    try:
        listed = done("git", "ls-files", "-z", cwd=ROOT)
    except (OSError, AssertionError):
        pytest.skip("this copy of the project is no git repository")
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    done("git", "init", "--quiet", cwd=folder)
    done("git", "add", "--all", cwd=folder)
    return folder


def environment(folder):
    """A new virtual environment with pip in it; its folder of programs."""
    venv.create(folder, with_pip=True)
    return folder / "bin"


@pytest.fixture(scope="module")
def wheel(clone, tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    programs = environment(folder / "builds")
    done(
        programs / "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, clone, cwd=folder
    )
    (path,) = folder.glob("*.whl")
    return path


@pytest.mark.thorough
def test_the_wheel_holds_the_package_and_its_types_and_nothing_that_learners_must_not_read(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"grader"}
    assert "grader/py.typed" in names
    python = {path.relative_to(ROOT).as_posix() for path in (ROOT / "grader").rglob("*.py")}
    assert python <= set(names)


@pytest.mark.thorough
def test_the_wheel_works_in_a_clean_environment(wheel, tmp_path):
    programs = environment(tmp_path / "env")
    done(programs / "pip", "install", "--quiet", wheel, cwd=tmp_path)
    (tmp_path / "used.py").write_text(USED, encoding="utf-8")
    where, version = done(programs / "python", "used.py", cwd=tmp_path).split()
    assert Path(where).is_relative_to(tmp_path / "env")
    assert version in wheel.name
    assert "regrade" in done(programs / "grader", "--help", cwd=tmp_path)


@pytest.mark.thorough
def test_pip_installs_a_clone_and_what_its_tests_need(clone, tmp_path):
    programs = environment(tmp_path / "env")
    done(programs / "pip", "install", "--quiet", "--editable", ".[test]", cwd=clone)
    pytest_ = [programs / "python", "-m", "pytest", "-q"]
    assert " tests collected" in done(*pytest_, "-n0", "--collect-only", "--all", cwd=clone)
    some = ["tests/simulation/test_queues.py", "tests/trace", "tests/test_environment.py"]
    assert " passed" in done(*pytest_, *some, cwd=clone)
