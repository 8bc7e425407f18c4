"""What the command `grader` does and prints."""
