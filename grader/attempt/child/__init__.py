"""What runs in the child, the process of the learner's code.  Nothing here imports the judge's side.

forked, spawned   how the process becomes a child: a fork of the fork server, or a new process
main              takes the limits, then runs each task that the judge asks for
processes         counts the processes that the learner's code starts
submission        loads the learner's code; `cells` runs a notebook's cells, magics included
rebuild           makes locks, pools and the like anew, which cannot travel
simulated         the tasks in virtual time: simulate, explore, replay
recorded          the task on the real clock, with `watch` beside it
report            turns what happened into plain data
"""
