"""Target: run_all

Mistake: sleeps an eighth of a second, looks, sleeps on
Why: waiting is not to be asked for again and again
Message: it woke 160 times in 20 s
"""

import time

def run_all(gens):
    wake = dict.fromkeys(range(len(gens)), time.monotonic())
    res = {}
    while wake:
        now = time.monotonic()
        ran = False
        for i in [k for k, t in wake.items() if t <= now]:
            ran = True
            try: wake[i] = time.monotonic() + gens[i].send(None)
            except StopIteration as e:
                res[i] = e.value; del wake[i]
        if not ran: time.sleep(0.125)
    return [res[i] for i in range(len(gens))]
