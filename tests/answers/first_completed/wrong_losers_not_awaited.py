"""Target: first_completed

Mistake: cancels the losers without awaiting them
Why: their cleanup has not run when the call returns
Expected: losers are still cleaning up
Source: https://github.com/golemfactory/yapapi/pull/449
Message: leaves something running
"""

import asyncio

async def first_completed(coros):
    done, pending = await asyncio.wait([asyncio.ensure_future(c) for c in coros], return_when=asyncio.FIRST_COMPLETED)
    for t in pending:
        t.cancel()
    return done.pop().result()
