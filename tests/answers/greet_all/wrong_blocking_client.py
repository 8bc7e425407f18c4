"""Target: greet_all

Mistake: urllib in a coroutine
Why: the loop stands still until the answer is there; here it would have to give that answer itself
Message: deadlock
"""

from urllib.request import urlopen


async def greet_all(base_url, names):
    return [urlopen(f"{base_url}/hello/{name}").read().decode() for name in names]
