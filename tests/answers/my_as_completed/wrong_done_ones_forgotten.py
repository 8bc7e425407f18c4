"""Target: my_as_completed

Mistake: registers only on the pending futures and never yields those that are already done
Why: a future that finished before the call gets neither a yield nor a callback
Expected: finished futures are silently missing
Source: https://github.com/dwavesystems/dwave-cloud-client/pull/37
Message: expected: ['done', 'b', 'c', 'a'] got: ['b', 'c', 'a']
"""

import queue, time

def my_as_completed(fs, timeout=None):
    fs = set(fs)
    pending, q = [f for f in fs if not f.done()], queue.SimpleQueue()
    end = None if timeout is None else time.monotonic() + timeout
    for f in pending:
        f.add_done_callback(q.put)
    for k in range(len(pending)):
        try:
            yield q.get(timeout=None if end is None else max(0, end - time.monotonic()))
        except queue.Empty:
            raise TimeoutError(f'{len(pending) - k} (of {len(fs)}) futures unfinished') from None
