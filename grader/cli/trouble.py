"""Trouble with the gradebook or the disk, told in a sentence that says how to go on.

An assessment is in the journal before it is in the gradebook, and the gradebook takes it whole or not at
all; so nothing that has been judged is lost, and ``--resume`` goes on.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from grader.classroom.pipeline import Pipeline, Unusable
from grader.cli.console import err

LATER = "Once that is mended, --resume goes on from here; nothing that was judged is lost."
STOPPED = "Stopped. What has been judged is kept: --resume goes on from here."


@contextmanager
def told(pipeline: Pipeline) -> Iterator[None]:
    """Turn trouble with the gradebook or the disk into a sentence."""
    from nbgrader.api import InvalidEntry  # which nbgrader makes of many an error of the database

    try:
        with _quiet("tornado.application"):  # where it logs these with all of their frames
            yield
    except (SQLAlchemyError, InvalidEntry, ImportError) as error:
        which = f"The gradebook {_shown(pipeline.url)}"
        raise Unusable(f"{which} cannot be used: {_reason(error)}. {LATER}") from None
    except OSError as error:
        place = error.filename or pipeline.home
        raise Unusable(f"{place}: {error.strerror or error}. {LATER}") from None
    except KeyboardInterrupt:
        err.print(STOPPED)
        raise


@contextmanager
def _quiet(logger: str) -> Iterator[None]:
    level = logging.getLogger(logger).level
    logging.getLogger(logger).setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logging.getLogger(logger).setLevel(level)


def _reason(error: Exception) -> str:
    """The database's own words, without the name of its exception."""
    return re.sub(r"^\([\w.]+\) ", "", str(error).partition("\n")[0])


def _shown(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return url
