"""What runs in the child, the process of the learner's code. Nothing here imports the judge's side."""
