"""Attacks on the timeline: sequential code that claims to be concurrent."""


def instead(body, top=""):
    """An answer to `fetch_both`."""
    lines = "".join(f"    {line}\n" for line in body.strip().splitlines())
    return f"{top}def fetch_both(fetch, a, b):\n{lines}"


TIMELINES = {
    "rewinds the clock": instead("""
import grader.simulation.scheduler as s
x = fetch(a); s.scheduler.now = 0
y = fetch(b); s.scheduler.now = max(fetch.plan.values()) * 10**9
return [x, y]
"""),
    "freezes the clock through modules": instead("""
import sys
s = getattr(sys, "mod" + "ules")["grader.simulation.scheduler"].scheduler
x = fetch(a); t = s.now; s.now = 0
y = fetch(b); s.now = max(t, s.now)
return [x, y]
"""),
    "finds the scheduler by gc": instead("""
import gc
s = next(o for o in gc.get_objects() if type(o).__name__ == "Scheduler")
x = fetch(a); t = s.now; s.now = 0
y = fetch(b); s.now = max(t, s.now)
return [x, y]
"""),
    "finds the scheduler by globals of the fake": instead("""
g = getattr(type(fetch).__call__, "__glo" + "bals__")
s = getattr(getattr(g["observer"].recorder.called, "__func__"), "__glo" + "bals__")["scheduler"]
x = fetch(a); t = s.now; s.now = 0
y = fetch(b); s.now = max(t, s.now)
return [x, y]
"""),
    "finds the scheduler by time.sleep": instead("""
import time
g = getattr(time.sleep, "__glo" + "bals__")
s = g["scheduler"]
x = fetch(a); t = s.now; s.now = 0
y = fetch(b); s.now = max(t, s.now)
return [x, y]
"""),
    "patches time.sleep": instead("""
import time
sleep, longest = time.sleep, []
time.sleep = longest.append
x, y = fetch(a), fetch(b)
time.sleep = sleep
sleep(max(longest))
return [x, y]
"""),
    "edits the events": instead("""
import sys
s = sys.modules["grader.simulation.scheduler"].scheduler
x = fetch(a); first = s.now
y = fetch(b)
longest = max(first, s.now - first)
s.events[:] = [(min(e[0], longest), *e[1:]) for e in s.events]
s.now = longest
return [x, y]
"""),
    "subclasses the fake": instead("""
import time
class Quick(type(fetch)):
    def __call__(self, *args):
        label, seconds, value = self._begin(args)
        waits.append(seconds)
        return value
waits = []
quick = Quick(fetch.__name__, fetch.plan, fetch.every)
x, y = quick(a), quick(b)
time.sleep(max(waits))
return [x, y]
"""),
    "changes the plan": instead("""
import time
longest = max(fetch.plan[a], fetch.plan[b])
fetch.plan = {a: 0, b: longest}
return [fetch(a), fetch(b)]
"""),
    "reads the plan": instead("""
import time
time.sleep(max(fetch.plan.values()))
return [a.upper(), b.upper()]
"""),
    "patches the report": instead("""
import sys
w = sys.modules["grader.simulation.world"].World
report = w.report
w.report = lambda self: report(self) | {"elapsed": max(fetch.plan.values()) * 10**9}
return [fetch(a), fetch(b)]
"""),
    "patches the channel": instead("""
import sys
c = sys.modules["grader.attempt.protocol"].Channel
send = c.send
def forged(self, message):
    if "elapsed" in message: message["elapsed"] = max(fetch.plan.values()) * 10**9
    send(self, message)
c.send = forged
return [fetch(a), fetch(b)]
"""),
    "ends the world itself": instead("""
import sys, os
frame = sys._getframe()
while frame:
    for v in frame.f_locals.values():
        if type(v).__name__ == "Channel": v.finish({"outcome": "returned", "value": ["A", "B"], "elapsed": 3 * 10**9})
    frame = frame.f_back
return [fetch(a), fetch(b)]
"""),
    "raises nothing and calls nothing": instead("""
import time
time.sleep(3 if a == "a" else 4)
return [a.upper(), b.upper()]
"""),
    "matches the plan": instead("""
import time
match fetch:
    case object(plan=plan): time.sleep(max(plan.values()))
return [a.upper(), b.upper()]
"""),
    "formats its way in": instead("""
import string, time
field = string.Formatter().get_field("0.pl" + "an", (fetch,), {})[0]
time.sleep(max(field.values()))
return [a.upper(), b.upper()]
"""),
    "calls a fake of its own": instead("""
from grader import calls
quick = calls("fetch", every=0)
fetch_again = [quick(a), quick(b)]
import time; time.sleep(3 if a == "a" else 4)
return fetch_again
"""),
}

# An answer that rewrites every event carefully is believed; its code is shown to the teacher.
WITH_CARE = instead("""
import sys
s = sys.modules["grader.simulation.scheduler"].scheduler
x = fetch(a); first, middle = s.now, len(s.events)
y = fetch(b); second = s.now - first
one, other = s.events[:middle], [(e[0] - first, *e[1:]) for e in s.events[middle:]]
s.events[:] = sorted(one + other, key=lambda event: event[0])
s.now = max(first, second)
return [x, y]
""")
