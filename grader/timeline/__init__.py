"""Trace → text lanes, matplotlib figure, Perfetto JSON. A trace knows nothing of this package."""
