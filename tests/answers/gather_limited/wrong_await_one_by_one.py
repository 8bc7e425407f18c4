"""Target: gather_limited

Mistake: awaits the coroutines in a for loop
Why: a coroutine does not start before it is awaited
Expected: 12 x 0.1 s = 1.2 s with limit 4; order and limit look fine
Source: https://errorhandle.ai/unable-to-run-powershell-script-via-cmd-file ;
    https://www.pedrosantosbr.com/posts/predileto/scoped-concurrency-in-async-python-workers
Message: keeps 2 fetch going while there is work expected: 2 got: 1
"""

async def gather_limited(coros, limit):
    coros, out = list(coros), []
    try:
        while coros:
            out.append(await coros.pop(0))
    finally:
        for c in coros:
            c.close()
    return out
