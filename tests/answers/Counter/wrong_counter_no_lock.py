"""Target: Counter

Mistake: self.value += 1 without a lock
Why: load, add and store are separate bytecodes; a thread switch between them loses an update
Expected: lost updates only when a switch falls between the bytecodes. On CPython 3.10-3.13 with
    the GIL a plain hammer test loses NOTHING (the eval breaker is looked at on calls and
    backward jumps only); forced interleaving shows it every time
Source: https://www.techdebt.blog/blog/two-threads-one-counter (claims the plain test never
    gives the right total) and the 3.9 thread kept at
    https://wiki.kunaldawn.com/content/stackoverflow.com_en_all_2023-11/questions/70493438/why-does-this-python-code-with-threading-have-race-conditions
Message: expected: 2 got: 1
"""

class Counter:
    def __init__(self):
        self.value = 0

    def incr(self):
        self.value += 1
