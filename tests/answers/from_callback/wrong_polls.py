"""Target: from_callback

Mistake: asks every tenth of a second
Why: the answer waits for the next question
Message: The loop must be woken.
"""

import asyncio

async def from_callback(start, *args):
    outcomes = []
    start(
        *args,
        on_done=lambda value: outcomes.append((value, None)),
        on_error=lambda error: outcomes.append((None, error)),
    )
    while not outcomes:
        await asyncio.sleep(0.4)
    value, error = outcomes[0]
    if error is not None:
        raise error
    return value
