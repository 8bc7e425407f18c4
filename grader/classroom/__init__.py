"""Grading a class with nbgrader: its gradebook, feedback and export stay its own."""
