"""Target: call_with_timeout

Mistake: thread.join(timeout) and then reads the result box without asking is_alive()
Why: join returns None whether or not the thread ended
Expected: returns None after 0.2 s instead of raising; an exception of fn is printed by the
    thread and lost
Source: https://github.com/python/cpython/issues/85860
Message: returned None
"""

import threading

def call_with_timeout(fn, timeout):
    box = []
    t = threading.Thread(target=lambda: box.append(fn()), daemon=True)
    t.start()
    t.join(timeout)
    return box[0] if box else None
