"""What runs in the fork server: a process with one thread that forks a child for each attempt.

    judge ── control ──▶ fork server             main        imports everything, then serves
      ▲                   │  ▲                   supervisor  the loop: forks, deadlines, output, reports
      │                   │  └─ output, signals  reaper      reaps, kills orphans, counts processes
      │                 fork
      └──── channel ────▶ child                  attempt/child runs there

In a sandbox there is one process more, so that each submission gets namespaces of its own:

    judge ── control ──▶ launcher                enclosed    imports everything, forks for each submission
                           └─▶ guard                         enters new namespaces, waits for the judge
                                └─▶ fork server              process 1 of the namespaces
                                     └─▶ children
"""
