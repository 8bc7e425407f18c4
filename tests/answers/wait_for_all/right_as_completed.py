"""Target: wait_for_all

Approach: takes what as_completed hands over until time is up
"""

from concurrent.futures import as_completed


def wait_for_all(fs, timeout):
    done = set()
    try:
        for future in as_completed(fs, timeout):
            done.add(future)
    except TimeoutError:
        pass
    late = {future for future in fs if future not in done and future.done()}
    return done | late, {future for future in fs if future not in done | late}
