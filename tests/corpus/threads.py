"""Start some functions in threads of their own and wait for all of them."""

from threading import Thread


def together(*functions):
    """Run the functions at once; return when all have ended."""
    threads = [Thread(target=function) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
