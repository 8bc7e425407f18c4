"""Target: fetch_all

Mistake: [await fetch(u) for u in urls]
Why: a list comprehension with await runs one coroutine at a time
Expected: 10 x 0.1 s = 1.0 s
Source: https://errorhandle.ai/unable-to-run-powershell-script-via-cmd-file
Message: runs 3 fetch at once, at most expected: 3 got: 1
"""

async def fetch_all(fetch, urls):
    return [await fetch(u) for u in urls]
