"""What is told of a world: its lanes, what happened in them, and what was found."""

from grader.source_files import where


class Story:
    """The scheduler's notes; they become the trace."""

    def begin_story(self):
        """A new world: nothing has happened."""
        self.events, self.findings, self.output, self.log, self.yields = [], [], [], [], []
        self.lanes, self.next_id, self.told = [], 0, None

    def lane(self, name, kind, parent=None):
        """A new lane of the trace; its number."""
        if parent is None and self.current is not self.controller:
            parent = self.here()
        self.lanes.append([self.next_id, name, kind, parent, self.now, None])
        self.next_id += 1
        return self.next_id - 1

    def here(self):
        """The lane of whatever runs now: a task's if one is being stepped, else the thread's."""
        thread = self.current
        return thread.id if thread.task is None else thread.task

    def event(self, kind, what="", place=None, *more):
        """Add to the trace: at this instant, in this lane; ``more`` as in ``attempt.history.Event``."""
        self.events.append((self.now, self.here(), kind, what, place, *more))

    def find(self, kind, text, place):
        """Note a finding once."""
        finding = {"kind": kind, "text": text, "where": place}
        if finding not in self.findings:
            self.findings.append(finding)

    def _tell(self, why, choice):
        """Note whose turn it is: each visible operation; of lines and opcodes those that matter."""
        lane = self.here()
        if choice or self.told != lane or not why.startswith(("line", "opcode")):
            self.events.append((self.now, lane, "turn", why, where()))
        self.told = lane
