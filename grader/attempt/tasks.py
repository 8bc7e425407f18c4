"""The simplest task: call the function on the real clock, and tell what came of it."""

from grader.attempt.plain import encode


def call(load, channel, _options):
    """Call what was sent; send its value or the exception it raised."""
    function, args, kwargs = load()
    channel.send({"outcome": "returned", "value": encode(function(*args, **kwargs))})
