"""Target: call_with_timeout

Mistake: keeps the result in a global
Why: two calls at once get each other's
Message: mixes up calls of several threads
"""

import threading


R = {}


def call_with_timeout(fn, timeout):
    def go():
        try:
            R["v"] = (True, fn())
        except Exception as e:
            R["v"] = (False, e)

    R.clear()
    t = threading.Thread(target=go, daemon=True)
    t.start()
    t.join(timeout)
    if t.is_alive():
        raise TimeoutError
    ok, v = R["v"]
    if ok:
        return v
    raise v
