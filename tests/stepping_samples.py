"""Code to step through; a module of its own, so that a child imports nothing else with it."""

import threading


def lost_update():
    counter = [0]

    def add():
        old = counter[0]
        counter[0] = old + 1

    threads = [threading.Thread(target=add, name=name) for name in ("anna", "bert")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return counter[0]
