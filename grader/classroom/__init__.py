"""Grading a class: what students have handed in, the verdicts on it, and nbgrader's gradebook."""
