"""Unmodified concurrent code under one scheduler and one virtual clock.

What is it?  A child process in which the leaf functions of ``_thread``, ``time`` and ``select``
are replaced before anything else is imported.  ``threading``, ``queue``,
``concurrent.futures`` and ``asyncio`` above them are the standard library's own, unmodified.

What is it not?  It knows nothing of exercises, properties or drawings: it runs a callable
under one schedule and reports, as plain data, what ran when.
"""
