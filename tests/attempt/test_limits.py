"""No attempt takes more than its share: of memory, of output, of processes, of disk."""

import os
import subprocess

import pytest

pytestmark = pytest.mark.real_clock

MEGABYTE = 2**20


def test_ten_gigabytes_are_not_to_be_had(run_either_way):
    heard = run_either_way(lambda: bytearray(10 * 1024 * MEGABYTE))
    assert (heard.error.type_name, heard.end) == ("MemoryError", "done")


def test_running_out_of_memory_bit_by_bit_is_reported(run):
    def hoard():
        hoard = []
        while True:
            hoard.append(bytearray(MEGABYTE))

    heard = run(hoard, memory=256 * MEGABYTE)
    assert heard.messages[0].outcome == "out of memory"
    assert heard.error.frames[-1].function == "hoard"


def test_a_flood_of_output_is_cut_and_ends_by_the_clock(run_either_way):
    def flood():
        os.write(1, b"the beginning")
        while True:
            os.write(1, b"x" * 1000)

    heard = run_either_way(flood, cpu=1, output=1000)
    printed = heard.ending.stdout + heard.ending.stderr  # one stream where there is no fork
    assert heard.end == "timed out"
    assert printed.startswith("the beginning")
    assert "bytes left out" in printed
    assert len(printed) < 2000


def test_a_flood_does_not_hide_the_last_words(run_either_way):
    def flood():
        os.write(2, b"x" * MEGABYTE)
        os.write(2, b"the end")

    heard = run_either_way(flood, output=1000)
    assert (heard.end, heard.ending.stderr[-7:]) == ("done", "the end")


def test_the_processes_that_an_attempt_starts_are_counted(run_either_way):
    def bomb():
        while True:
            os.fork()

    heard = run_either_way(bomb, processes=5)
    assert str(heard.error) == "OSError: this attempt may start 5 processes in all, and has"


def test_a_crowd_that_is_forked_behind_pythons_back_is_ended(run):
    def bomb():
        import ctypes

        fork = ctypes.CDLL(None).fork
        while True:
            fork()

    heard = run(bomb)
    assert (heard.end, heard.ending.limit) == ("killed", "processes")
    assert heard.ending.why == "it had more than 128 processes at once"


def test_programs_that_are_started_are_counted_with_them(run_either_way):
    def start_many():
        for _ in range(3):
            subprocess.run(["true"], check=True)

    assert "may start 2 processes" in str(run_either_way(start_many, processes=2).error)


def test_a_forked_process_that_returns_into_the_machinery_has_no_say(run_either_way):
    assert run_either_way(os.fork).value > 0


def test_a_file_may_not_fill_the_disk(run, tmp_path):
    def fill():
        with (tmp_path / "large").open("wb") as file:
            file.seek(1024 * MEGABYTE)
            file.write(b"x")

    assert run(fill).error.type_name == "OSError"
