"""Writing chapters: the canonical form of notebooks, a text form to edit, the linter, the release."""
