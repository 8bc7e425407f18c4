"""Records unmodified code on the real clock; the result is a `Trace` like that of a simulation.

What is known exactly is noted where it happens: threads, jobs, processes, and every step of a task between two
awaits.  What a thread does between such events is sampled: where the thread is, and how much processor time it
has used.  `record(f)` records in the caller's process, `record(f, apart=True)` in a child (`attempt.child.recorded`).

    record: the call ── recorder: hooks (threads, tasks, processes), sampler, observer ──▶ facts ── assemble ──▶ Trace
"""
