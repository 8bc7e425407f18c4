"""``datetime.now()`` in virtual time: the genuine one reads the kernel's clock, in C."""

import datetime as dt
import time

genuine = dt.datetime


class datetime(genuine):
    """The genuine class but for what time it is."""

    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())

    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(time.time(), dt.UTC).replace(tzinfo=None)

    def __repr__(self):
        return f"datetime.{super().__repr__()}" if type(self) is datetime else super().__repr__()


datetime.__module__ = "datetime"


def install():
    """Let everybody who asks the module for it find this one."""
    dt.datetime = datetime
