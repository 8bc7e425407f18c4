"""Placeholder, replaced in the next step."""


def execute(_subject):
    raise NotImplementedError
