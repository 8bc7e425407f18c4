"""No order depends on memory addresses, on random numbers or on an earlier run."""

import asyncio
import random
from concurrent.futures import Future

from grader import explore, simulate


def digest(function):
    """All that can be seen of a run."""
    run = simulate(function)
    return repr([run.history.events, run.history.lanes, run.result])


def test_a_set_of_futures_has_the_same_order_each_time():
    def main():
        futures = [Future() for _ in range(20)]
        return [futures.index(future) for future in set(futures)]

    assert digest(main) == digest(main)


def test_asyncio_wait_returns_its_tasks_in_the_same_order_each_time():
    async def main():
        async def child(number):
            await asyncio.sleep(number % 3)
            return number

        tasks = [asyncio.ensure_future(child(number)) for number in range(9)]
        return [task.result() for task in (await asyncio.wait(tasks))[0]]

    assert digest(main) == digest(main)


def test_random_numbers_are_the_same_in_each_run():
    assert simulate(random.random).result == simulate(random.random).result


def test_random_numbers_are_the_same_under_each_schedule_of_an_exploration():
    assert explore(random.random).outcomes() == explore(random.random).outcomes()


def test_globals_are_made_anew_for_each_schedule():
    seen = []

    def main():
        seen.append(1)
        return len(seen)

    explore(main).each(lambda run: run.returns(1))
