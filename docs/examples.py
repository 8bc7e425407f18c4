"""Lets the pages show a docstring's `Example:` as code; the parser of docstrings knows `Examples:` only."""

from typing import Any

from griffe import Docstring, Extension, Object


class ExampleSections(Extension):
    """Renames the section in every docstring before the docstring is parsed."""

    def on_instance(self, *, obj: Object, **_: Any) -> None:
        """Rename the section of one object."""
        if isinstance(obj.docstring, Docstring):
            obj.docstring.value = obj.docstring.value.replace("\nExample:\n", "\nExamples:\n")
