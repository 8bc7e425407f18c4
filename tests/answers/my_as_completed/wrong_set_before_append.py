"""Target: my_as_completed

Mistake: the callback sets the event before it appends the future
Why: the consumer can wake, find nothing, clear the event and sleep again before the append
    happens
Expected: hangs, or yields one completion late, as soon as a switch falls between the two lines
    (nearly every run with the switch point shown)
Source: https://github.com/bgribble/mfp/issues/14 (signal and state change in the wrong order)
Message: main waits for Event.wait
"""

import threading, time

def my_as_completed(fs, timeout=None):
    fs, event, ready = set(fs), threading.Event(), []
    end = None if timeout is None else time.monotonic() + timeout
    def cb(f):
        event.set()
        time.sleep(0)            # any switch point will do
        ready.append(f)
    for f in fs:
        f.add_done_callback(cb)
    left = len(fs)
    while left:
        if not event.wait(None if end is None else max(0, end - time.monotonic())):
            raise TimeoutError(f'{left} (of {len(fs)}) futures unfinished')
        event.clear()
        while ready:
            left -= 1
            yield ready.pop(0)
