"""What runs in the child, the process of the learner's code.  Nothing here imports the judge's side.

bootstrap         imports everything, in order; becomes the child in a new process
forked            becomes the child in a fork of the fork server
main              takes the limits, counts processes, runs each task that the judge asks for
submission        loads the learner's code; `cells` runs a notebook's cells, magics included
rebuild           makes locks, pools and the like anew, which cannot travel
simulated         the tasks in virtual time: simulate, explore, replay
recorded          the task on the real clock, with `watch` beside it
report            turns what happened into plain data
"""
