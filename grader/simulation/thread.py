"""What the scheduler knows of one thread, and the four states it can be in."""

READY, RUNNING, BLOCKED, DONE = "ready", "running", "blocked", "done"


class SimThread:
    """What the scheduler knows of one thread."""

    __slots__ = (
        "baton",
        "daemon",
        "deadline",
        "frame",
        "id",
        "ident",
        "joiners",
        "last",
        "name",
        "on",
        "op",
        "parent",
        "poll",
        "queue",
        "ring",
        "serial",
        "state",
        "target",
        "task",
        "timed_out",
        "where",
        "why",
    )  # fmt: skip

    def __init__(self, id, name, daemon, parent):
        self.id, self.name, self.daemon, self.parent = id, name, daemon, parent
        self.state = READY
        self.baton = self.frame = self.ident = self.task = self.last = None
        self.queue = self.deadline = self.poll = self.on = self.ring = None
        self.timed_out, self.why, self.where = False, "", None
        self.joiners, self.serial, self.op, self.target = [], 0, "", None

    @property
    def done(self):
        return self.state is DONE
