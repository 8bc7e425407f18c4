"""Bugs of sharing: what two threads read and write without agreeing on who goes first."""

import threading
import time

from corpus.cases import bug, fixed
from corpus.threads import together


class Account:
    """Some money behind a lock of its own."""

    def __init__(self, balance):
        self.balance, self.lock = balance, threading.Lock()


@bug(returns=2, granularity="opcodes")
def lost_update():
    """``+=`` reads, adds and writes: three steps."""
    account = Account(0)

    def deposit():
        account.balance += 1

    together(deposit, deposit)
    return account.balance


@fixed
def lost_update_fixed():
    account = Account(0)

    def deposit():
        with account.lock:
            account.balance += 1

    together(deposit, deposit)
    return account.balance


@bug(returns=2)
def lost_update_between_two_sections():
    """Reading and writing are each protected, the pair is not."""
    account = Account(0)

    def deposit():
        with account.lock:
            balance = account.balance
        with account.lock:
            account.balance = balance + 1

    together(deposit, deposit)
    return account.balance


@fixed
def lost_update_between_two_sections_fixed():
    account = Account(0)

    def deposit():
        with account.lock:
            balance = account.balance
            account.balance = balance + 1

    together(deposit, deposit)
    return account.balance


@bug(returns=0, granularity="opcodes")
def check_then_act():
    """Both see enough money before either takes it."""
    account = Account(10)

    def withdraw():
        if account.balance >= 10:
            account.balance -= 10

    together(withdraw, withdraw)
    return account.balance


@fixed
def check_then_act_fixed():
    account = Account(10)

    def withdraw():
        with account.lock:
            if account.balance >= 10:
                account.balance -= 10

    together(withdraw, withdraw)
    return account.balance


@bug(returns=1)
def computed_twice():
    """A cache that asks under the lock, computes outside, and so computes the same twice."""
    cache, lock, computed = {}, threading.Lock(), []

    def get(key):
        with lock:
            missing = key not in cache
        if missing:
            computed.append(key)
            with lock:
                cache[key] = key.upper()

    together(lambda: get("a"), lambda: get("a"))
    return len(computed)


@fixed
def computed_twice_fixed():
    cache, lock, computed = {}, threading.Lock(), []

    def get(key):
        with lock:
            if key not in cache:
                computed.append(key)
                cache[key] = key.upper()

    together(lambda: get("a"), lambda: get("a"))
    return len(computed)


@bug(returns=1)
def double_checked_init_without_the_second_check():
    """Whoever waited for the lock makes another instance."""
    made, lock = [], threading.Lock()

    def instance():
        if not made:
            with lock:
                made.append(object())

    together(instance, instance)
    return len(made)


@fixed
def double_checked_init_without_the_second_check_fixed():
    made, lock = [], threading.Lock()

    def instance():
        if not made:
            with lock:
                if not made:
                    made.append(object())

    together(instance, instance)
    return len(made)


@bug(returns="complete", granularity="opcodes")
def unsafe_publication():
    """The object can be seen before it is complete."""
    shared, seen = {}, []

    class Config:
        def __init__(self):
            shared["config"] = self
            self.text = "complete"

    def read():
        if "config" in shared:
            seen.append(getattr(shared["config"], "text", "incomplete"))

    together(Config, read)
    return min(seen, default="complete", key=lambda text: text == "complete")


@fixed
def unsafe_publication_fixed():
    shared, seen = {}, []

    class Config:
        def __init__(self):
            self.text = "complete"

    def publish():
        shared["config"] = Config()

    def read():
        if "config" in shared:
            seen.append(getattr(shared["config"], "text", "incomplete"))

    together(publish, read)
    return min(seen, default="complete", key=lambda text: text == "complete")


@bug(returns="fine", granularity="opcodes")
def dict_changed_while_it_is_iterated():
    """RuntimeError in the thread that iterates."""
    prices, how = {"a": 1, "b": 2, "c": 3}, ["fine"]

    def total():
        try:
            return sum(int(price) for price in prices.values())
        except RuntimeError:
            how[0] = "changed size during iteration"

    def add():
        prices["d"] = 4

    together(total, add)
    return how[0]


@fixed
def dict_changed_while_it_is_iterated_fixed():
    prices, how = {"a": 1, "b": 2, "c": 3}, ["fine"]

    def total():
        try:
            return sum(int(price) for price in list(prices.values()))
        except RuntimeError:
            how[0] = "changed size during iteration"

    def add():
        prices["d"] = 4

    together(total, add)
    return how[0]


class Stack:
    """A linked stack with compare-and-swap on its top; each node is ``[value, below]``."""

    def __init__(self, *values):
        self.top, self.version, self.lock = None, 0, threading.Lock()
        for value in values:
            self.top = [value, self.top]

    def swap(self, expected, new, version=None):
        """Make ``new`` the top if it is still ``expected`` (and nothing has happened since)."""
        with self.lock:
            if self.top is not expected or version not in (None, self.version):
                return False
            self.top, self.version = new, self.version + 1
            return True


def _values(node):
    values = []
    while node is not None:
        value, node = node
        values.append(value)
    return values


@bug(returns=True)
def aba():
    """The top is the same node again, but what is below it has gone: a removed node comes back."""
    stack, popped = Stack("c", "b", "a"), []

    def pop():
        top = stack.top
        below = top[1]
        if stack.swap(top, below):
            popped.append(top[0])

    def pop_two_and_push_the_first_again():
        first = stack.top
        if stack.swap(first, first[1]):
            second = stack.top
            if stack.swap(second, second[1]):
                popped.append(second[0])
            first[1] = stack.top
            stack.swap(first[1], first)

    together(pop, pop_two_and_push_the_first_again)
    return not set(popped) & set(_values(stack.top))


@fixed
def aba_fixed():
    stack, popped = Stack("c", "b", "a"), []

    def pop():
        version, top = stack.version, stack.top
        below = top[1]
        if stack.swap(top, below, version):
            popped.append(top[0])

    def pop_two_and_push_the_first_again():
        first = stack.top
        if stack.swap(first, first[1]):
            second = stack.top
            if stack.swap(second, second[1]):
                popped.append(second[0])
            first[1] = stack.top
            stack.swap(first[1], first)

    together(pop, pop_two_and_push_the_first_again)
    return not set(popped) & set(_values(stack.top))


@bug(returns=100)
def transfer_seen_half_way():
    """Money on its way between two accounts is in neither."""
    here, there, audited = Account(60), Account(40), []

    def transfer():
        with here.lock:
            here.balance -= 10
        with there.lock:
            there.balance += 10

    def audit():
        with here.lock, there.lock:
            audited.append(here.balance + there.balance)

    together(transfer, audit)
    return audited[0]


@fixed
def transfer_seen_half_way_fixed():
    here, there, audited = Account(60), Account(40), []

    def transfer():
        with here.lock, there.lock:
            here.balance -= 10
            there.balance += 10

    def audit():
        with here.lock, there.lock:
            audited.append(here.balance + there.balance)

    together(transfer, audit)
    return audited[0]


@bug(returns=True, granularity="opcodes")
def torn_pair():
    """Two fields that belong together are written one after the other."""

    class Span:
        start, end = 0, 1

    fits = []

    def move():
        Span.start = 10
        Span.end = 11

    def read():
        fits.append(Span.end - Span.start == 1)

    together(move, read)
    return fits[0]


@fixed
def torn_pair_fixed():
    class Span:
        both = (0, 1)

    fits = []

    def move():
        Span.both = (10, 11)

    def read():
        start, end = Span.both
        fits.append(end - start == 1)

    together(move, read)
    return fits[0]


@bug(returns=["x", "y"], granularity="opcodes")
def looked_at_then_popped():
    """Between looking at the last element and removing it, another takes it."""
    items, taken = ["x", "y"], []

    def take():
        last = items[-1]
        items.pop()
        taken.append(last)

    together(take, take)
    return sorted(taken)


@fixed
def looked_at_then_popped_fixed():
    items, taken = ["x", "y"], []

    def take():
        last = items.pop()
        taken.append(last)

    together(take, take)
    return sorted(taken)


@bug(returns=[0, 1], granularity="opcodes")
def generator_shared_by_threads():
    """``ValueError: generator already executing`` in one of them."""
    got = []

    def numbers():
        number = [0]
        while True:
            yield number[0]
            number[0] += 1

    source = numbers()

    def take():
        try:
            got.append(next(source))
        except ValueError:
            got.append(-1)

    next(source)
    together(take, take)
    return sorted(number - 1 for number in got)


@fixed
def generator_shared_by_threads_fixed():
    got, lock = [], threading.Lock()

    def numbers():
        number = [0]
        while True:
            yield number[0]
            number[0] += 1

    source = numbers()

    def take():
        with lock:
            got.append(next(source))

    next(source)
    together(take, take)
    return sorted(number - 1 for number in got)


@bug(returns=10)
def read_without_join():
    """The thread is quick, mostly."""
    result = {}

    def compute():
        result["value"] = 10

    threading.Thread(target=compute).start()
    return result.get("value")


@fixed
def read_without_join_fixed():
    result = {}

    def compute():
        result["value"] = 10

    thread = threading.Thread(target=compute)
    thread.start()
    thread.join()
    return result.get("value")


@bug(returns=10)
def slept_instead_of_joined():
    """The result is read at the very moment when it should be there."""
    result = {}

    def compute():
        time.sleep(1)
        result["value"] = 10

    threading.Thread(target=compute).start()
    time.sleep(1)
    return result.get("value")


@fixed
def slept_instead_of_joined_fixed():
    result = {}

    def compute():
        time.sleep(1)
        result["value"] = 10

    thread = threading.Thread(target=compute)
    thread.start()
    thread.join()
    return result.get("value")
