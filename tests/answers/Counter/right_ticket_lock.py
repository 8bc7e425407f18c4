"""Target: Counter

Approach: a lock made of a condition: take a number, wait until it is called
"""

import threading


class Counter:
    def __init__(self):
        self.cond = threading.Condition()
        self.next_ticket = 0
        self.serving = 0
        self.value = 0

    def incr(self):
        with self.cond:
            mine = self.next_ticket
            self.next_ticket += 1
            while self.serving != mine:
                self.cond.wait()
        try:
            self.value += 1
        finally:
            with self.cond:
                self.serving += 1
                self.cond.notify_all()
