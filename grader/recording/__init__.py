"""The same Trace from the real clock, for unmodified code in this process.

What is known exactly is recorded where it happens: threads, jobs, processes and every step of a task
between two awaits. What a thread does between such events is sampled: where it is, and how much
processor time it has used.
"""
