"""Target: my_as_completed

Approach: an event loop of its own, fed by call_soon_threadsafe
"""

import asyncio
import time


def my_as_completed(fs, timeout=None):
    end = None if timeout is None else time.monotonic() + timeout
    fs, loop = set(fs), asyncio.new_event_loop()
    finished = asyncio.Queue()

    def tell(future):
        if not loop.is_closed():
            loop.call_soon_threadsafe(finished.put_nowait, future)

    try:
        for future in fs:
            future.add_done_callback(tell)
        for count in range(len(fs)):
            if not finished.empty():
                yield finished.get_nowait()
                continue
            loop.run_until_complete(asyncio.sleep(0))
            if finished.empty():
                left = None if end is None else max(0, end - time.monotonic())
                try:
                    future = loop.run_until_complete(asyncio.wait_for(finished.get(), left))
                except (asyncio.TimeoutError, TimeoutError):
                    raise TimeoutError(f"{len(fs) - count} (of {len(fs)}) futures unfinished") from None
                yield future
            else:
                yield finished.get_nowait()
    finally:
        loop.close()
