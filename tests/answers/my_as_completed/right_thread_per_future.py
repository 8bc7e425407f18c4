"""Target: my_as_completed

Approach: one daemon thread per future that waits for it and puts it into a queue
"""

import queue, threading, time

def my_as_completed(fs, timeout=None):
    end = None if timeout is None else time.monotonic() + timeout
    fs, q = list(dict.fromkeys(fs)), queue.Queue()

    def watch(f):
        try:
            f.exception()
        except BaseException:
            pass
        q.put(f)

    early = [f for f in fs if f.done()]
    late = [f for f in fs if f not in early]
    for f in late:
        threading.Thread(target=watch, args=(f,), daemon=True).start()
    yield from early
    for k in range(len(late)):
        try:
            yield q.get(timeout=None if end is None else max(0, end - time.monotonic()))
        except queue.Empty:
            raise TimeoutError(f'{len(late) - k} (of {len(fs)}) futures unfinished') from None
