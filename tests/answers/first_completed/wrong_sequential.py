"""Target: first_completed

Mistake: awaits the first coroutine only
Why: the others never start, and the first may be the slowest
Message: expected: 'B' got: 'A'
"""

async def first_completed(coros):
    first, *others = coros
    for coro in others:
        coro.close()
    return await first
