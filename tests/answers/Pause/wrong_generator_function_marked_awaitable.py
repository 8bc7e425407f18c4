"""Target: Pause

Mistake: types.coroutine instead of a class
Why: the exercise asks for the other door: a class with __await__
Message: makes objects of a class with `__await__`
"""

import types

@types.coroutine
def Pause(seconds):
    yield seconds
