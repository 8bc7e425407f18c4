"""What a run can leave behind in its process for the next one to stumble over.

The submission's own names are made anew for each run.  What is compared here is the rest that
programs change on purpose.  Only a little of it: whoever looks at an object copies the page of
memory that it is on, which a fork shares with the warm parent until then.
"""

import asyncio
import logging
import os
import socket
import sys
import time
import warnings


def standing() -> list:
    """Equal to another one as long as nothing of that has changed."""
    return [
        [time.sleep, time.monotonic, time.time],
        [asyncio.run, asyncio.sleep, asyncio.Task],  # nest_asyncio replaces the first and the last
        os.environ._data.copy(),  # undecoded, which is a hundred times as fast
        [sys.getrecursionlimit(), sys.getswitchinterval(), socket.getdefaulttimeout()],
        [logging.root.level, *logging.root.handlers],
        list(warnings.filters),
    ]
