"""Target: get_or_create

Mistake: cache.setdefault(key, factory())
Why: the factory runs at every call, needed or not
Message: calls make a once
"""

def get_or_create(cache, key, factory):
    return cache.setdefault(key, factory())
