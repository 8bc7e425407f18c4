"""Writing chapters: a canonical form for notebooks, a text form to edit, a linter, the release."""
