"""The ways into the environment agree, and nothing that is committed belongs to one machine."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def normal(requirement: str) -> str:
    """One spelling for a requirement: pip's `nest_asyncio` is conda's `nest-asyncio`."""
    return requirement.replace("_", "-").replace(" ", "").lower()


def conda_requirements() -> list[str]:
    listed = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    return [line for line in listed if isinstance(line, str)]


def committed_files() -> list[Path]:
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this copy of the project is no git repository")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def committed_texts() -> dict[str, str]:
    return {
        str(path.relative_to(ROOT)): path.read_text(errors="replace") for path in committed_files()
    }


def test_conda_and_pip_install_the_same_packages():
    python = f"python{PROJECT['requires-python']}"
    conda = {normal(line) for line in conda_requirements()} - {"pip"}
    assert conda == {normal(line) for line in [python, *PROJECT["dependencies"]]}


def test_conda_installs_the_project_itself_with_what_its_tests_need():
    listed = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    assert {"pip": ["-e .[test]"]} in listed


def test_uv_installs_what_pip_installs_for_the_tests():
    assert (
        "grader[test]"
        in tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]["dev"]
    )


def test_readme_tells_pip_and_conda_to_install_what_the_tests_need():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "pip install -e .[test]" in readme
    assert "conda env create -f environment.yml" in readme


def test_no_committed_file_names_a_package_registry():
    hosts = ["pypi" + ".org", "python" + "hosted", "registry.npm" + "js", "index" + "-url"]
    mirror = re.compile(r"https?://[^ \"]+/simple\b")
    naming = [
        name
        for name, text in committed_texts().items()
        if any(host in text for host in hosts) or mirror.search(text)
    ]
    assert naming == []


def test_no_committed_file_names_a_path_of_one_machine():
    path = re.compile("/(?:" + "work|root" + ")/[a-z.]")
    assert [name for name, text in committed_texts().items() if path.search(text)] == []


def test_the_lock_file_stays_on_its_machine():
    assert ROOT / "uv.lock" not in committed_files()


def test_what_is_built_for_learners_holds_no_solution_and_no_answer_of_the_tests():
    built = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]
    assert built["targets"]["wheel"]["packages"] == ["grader"]
    assert set(built["targets"]["sdist"]["only-include"]) == {"grader", "README.md", "LICENSE"}
