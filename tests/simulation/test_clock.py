"""Virtual time is exact, costs no real time, and is the same for every function that tells it."""

import datetime as dt
import pickle
import time

import pytest

from grader import calls, log, now, simulate
from grader.failure import Failure


def test_a_thousand_virtual_seconds_take_no_real_time():
    began = time.monotonic()
    simulate(time.sleep, 1000).takes(1000)
    assert time.monotonic() - began < 10


def test_all_clocks_show_the_same_time(value):
    def main():
        clocks = time.monotonic, time.perf_counter, time.time
        before = [clock() for clock in clocks]
        time.sleep(2.5)
        return [clock() - start for clock, start in zip(clocks, before, strict=True)]

    assert value(main) == [2.5, 2.5, 2.5]


def test_clocks_of_nanoseconds_are_exact(value):
    def main():
        before = time.monotonic_ns(), time.perf_counter_ns(), time.time_ns()
        time.sleep(0.000_000_001)
        after = time.monotonic_ns(), time.perf_counter_ns(), time.time_ns()
        return [b - a for a, b in zip(before, after, strict=True)]

    assert value(main) == [1, 1, 1]


def test_ten_sleeps_of_a_tenth_take_exactly_a_second():
    def main():
        for _ in range(10):
            time.sleep(0.1)

    simulate(main).takes(1)


def test_the_clock_does_not_move_while_code_computes(value):
    def main():
        before = time.monotonic()
        sum(range(100_000))
        return time.monotonic() - before

    assert value(main) == 0


def test_the_current_date_is_the_same_in_every_run(value):
    def main():
        moment = dt.datetime.fromtimestamp(time.time(), dt.UTC)
        return moment.isoformat(), time.strftime("%Y", time.gmtime())

    assert value(main) == ("2023-11-14T22:13:20+00:00", "2023")


@pytest.mark.parametrize("wrong", [-1, float("nan"), "1", None, 1e300])
def test_sleep_raises_the_same_errors_as_the_genuine_one(wrong):
    with pytest.raises((ValueError, TypeError, OverflowError)) as real:
        time.sleep(wrong)
    simulate(time.sleep, wrong).raises(real.type)


def test_the_times_of_log_entries_are_exact():
    def main():
        for seconds in (1, 0.25, 3):
            time.sleep(seconds)
            log(now())

    run = simulate(main)
    run.logs([1.0, 1.25, 4.25])
    run.logs_at([1, 1.25, 4.25])


def test_a_fake_takes_its_time():
    simulate(calls("fetch", a=3), "a").takes(3)


def test_takes_fails_with_the_expected_and_the_actual_duration():
    with pytest.raises(Failure, match="expected: 2 s   got: 3 s"):
        simulate(calls("fetch", a=3), "a").takes(2)


def test_datetime_now_tells_virtual_time(value):
    def main():
        before, utc = dt.datetime.now(), dt.datetime.now(dt.UTC)  # noqa: DTZ005 (as learners do)
        time.sleep(2.5)
        copy = pickle.loads(pickle.dumps(before))
        later = (dt.datetime.now() - copy).total_seconds()  # noqa: DTZ005
        return later, str(utc), repr(dt.datetime(2024, 2, 29))  # noqa: DTZ001

    expected = 2.5, "2023-11-14 22:13:20+00:00", "datetime.datetime(2024, 2, 29, 0, 0)"
    assert value(main) == expected


def test_strftime_gmtime_and_asctime_tell_virtual_time(value):
    def main():
        return time.strftime("%Y", time.gmtime()), time.strftime("%Y"), time.asctime()[-4:]

    assert value(main) == ("2023",) * 3
