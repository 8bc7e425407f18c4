"""Who waits for whom, when nothing can run any more."""


def waits(scheduler):
    """A row for each blocked thread: who, on what, where, who holds it, since where."""
    return [_row(thread) for thread in scheduler.threads.values() if thread.state == "blocked"]


def _row(thread):
    holder, since = (thread.on._holder or (None, None)) if thread.on is not None else (None, None)
    return {
        "lane": thread.id,
        "why": thread.why,
        "where": thread.where,
        "holder": None if holder is None else holder.id,
        "since": since,
        "timed": thread.deadline is not None,
    }
