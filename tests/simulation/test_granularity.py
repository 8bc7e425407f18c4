"""Scheduling points before each line, or before each opcode that touches what threads may share."""

import threading

from grader import explore


def all_results(function, **options):
    return explore(function, **options).outcomes(lambda run: run.result)


def test_code_between_two_visible_operations_is_one_step_unless_lines_are_points():
    def main():
        box = [0]

        def work():
            seen = box[0]
            box[0] = seen + 1

        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return box[0]

    assert all_results(main) == {"2"}
    assert all_results(main, granularity="lines") == {"1", "2"}


def test_a_one_line_update_needs_opcodes():
    def main():
        box = [0]

        def work():
            box[0] += 1

        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return box[0]

    assert all_results(main, granularity="lines", budget=0.2) == {"2"}
    assert all_results(main, granularity="opcodes", budget=0.5) == {"1", "2"}
