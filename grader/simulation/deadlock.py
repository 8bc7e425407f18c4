"""Who waits for whom, when nothing can run any more."""

from concurrent.futures import thread as pools

from grader.simulation.locks import holder_of
from grader.simulation.loops import awaited, frames, lane_of, suspended
from grader.simulation.scheduler import scheduler


def waits():
    """A row for each blocked thread and suspended task: who, on what, where, who holds it."""
    threads = [thread for thread in scheduler.threads.values() if thread.state == "blocked"]
    return [_row(thread) for thread in threads] + [_task_row(task) for task in suspended()]


def _row(thread):
    holder, since = holder_of(thread.on)
    if holder is thread and thread.op:  # the inner lock of a wait to be notified: nobody holds it
        holder = since = None
    return {
        "lane": thread.id,
        "kind": "thread",
        "why": thread.why,
        "where": thread.where,
        "holder": None if holder is None else holder.id,
        "since": since,
        "missed": scheduler.unheard.get(id(thread.target)),
        "loop": thread.task is not None,
        "queued": _is_queued(thread.target),
    }


def _is_queued(thing):
    """Whether it is the future of a job that waits in a pool for a worker."""
    queued = (list(each._items) for each in pools._threads_queues.values())
    return any(item is not None and item.future is thing for jobs in queued for item in jobs)


def _task_row(task):
    why, where = awaited(task)
    innermost, _ = frames(task)
    thing = id(innermost and innermost.f_locals.get("self"))
    holder, since = scheduler.holders.get(thing, (None, None))
    row = {"lane": lane_of(task), "kind": "task", "why": why, "where": where}
    missed = scheduler.unheard.get(thing)
    return {**row, "holder": holder, "since": since, "missed": missed}
