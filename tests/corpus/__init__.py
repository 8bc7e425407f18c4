"""Planted concurrency bugs, each beside its fixed twin: see cases.py."""

import sys

import cloudpickle

from corpus import assuming, coroutines, leaving, locking, pools, threads, updates, waiting
from corpus.cases import CASES

__all__ = ["CASES"]

# What a case refers to travels by value, as the functions of a notebook do: made anew in each run.
for module in (assuming, coroutines, leaving, locking, pools, threads, updates, waiting):
    cloudpickle.register_pickle_by_value(sys.modules[module.__name__])
