"""Who waits for whom, when nothing can run any more."""

from grader.simulation.locks import holder_of
from grader.simulation.loops import awaited, lane_of, suspended
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
    }


def _task_row(task):
    why, where = awaited(task)
    row = {"lane": lane_of(task), "kind": "task", "why": why, "where": where}
    return {**row, "holder": None, "since": None, "missed": None}
