"""The output of the command `grader`, and the sentences by which it reports errors."""
