"""What the lanes of a timeline are called for people, simulated or recorded.

Python numbers the threads of a pool and the tasks without a name.  A bar has little room, and a
number says nothing: a pool's threads get a shorter name, such a task that of its coroutine.
"""


def of_thread(name: str) -> str:
    """Return a thread's name, with that of a pool's shortened: `ThreadPoolExecutor-0_1` → `pool-0_1`."""
    return name.replace("ThreadPoolExecutor-", "pool-")


def is_numbered(name: str) -> bool:
    """Return True if a task's name only counts, such as `Task-3`, so that its coroutine says more."""
    return name.startswith("Task-")
