"""A course read from its notebooks, and one answer judged by the checks of its exercise."""
