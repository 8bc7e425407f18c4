"""What a worker process tells of its jobs: little, and nothing that could break the recording."""

import json

from grader.recording import jobs
from grader.recording.jobs import MOST_REPORTS, Reporting, label, read


def test_a_job_is_named_by_its_function_and_its_first_argument():
    assert label(max, (3, 4)) == "max 3"


def test_a_name_that_cannot_be_had_is_that_of_the_type():
    class Odd:
        @property
        def __name__(self):
            raise RuntimeError

    assert label(Odd(), ()) == "Odd"


def test_a_process_tells_of_its_first_jobs_only(tmp_path, monkeypatch):
    monkeypatch.setattr(jobs._Told, "process", 0)
    path = tmp_path / "reports"
    path.touch()
    function = Reporting(str(path), "job", abs)
    assert [function(-number) for number in range(2 * MOST_REPORTS)] == list(
        range(2 * MOST_REPORTS)
    )
    assert len(read(str(path))) == MOST_REPORTS


def test_lines_that_are_no_reports_are_left_out(tmp_path):
    path = tmp_path / "reports"
    path.touch()
    Reporting(str(path), "process", abs)(1)
    (*_, good) = read(str(path))
    bad = [good | {"start": good["end"] + 1}, good | {"pid": "x"}, {}, [], 7]
    lines = [*map(json.dumps, bad), "{", "\udcff"]
    path.write_text("\n".join([json.dumps(good), *lines]), errors="surrogateescape")
    assert read(str(path)) == [good]


def test_a_job_runs_where_no_report_can_be_written():
    assert Reporting("/nowhere/at/all", "job", abs)(-1) == 1
