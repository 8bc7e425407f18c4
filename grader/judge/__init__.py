"""The course as it is read from its notebooks, and the judging of one answer by its exercise's checks."""
