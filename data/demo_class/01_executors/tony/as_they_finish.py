import ctypes

def as_they_finish(fetch, urls, workers):
    yield ctypes.string_at(0)
