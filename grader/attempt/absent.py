"""Why a name of a submission has no value."""


class Missing(NameError):
    """The submission does not define this name."""

    def __init__(self, name: str):
        super().__init__(name)
        self.name = name

    def __str__(self):
        return f"`{self.name}` is not defined"


class CellFailed(Exception):
    """The cell that defines this name raised an error (its cause) before it got there."""

    def __init__(self, name: str, cell: str):
        super().__init__(name, cell)
        self.name, self.cell = name, cell

    def __str__(self):
        return f"`{self.name}` is not defined, because {self.cell} raised {_short(self.__cause__)}"


def _short(error: BaseException | None) -> str:
    text = f"{type(error).__name__}: {error}"
    return text if len(text) <= 200 else text[:199] + "…"
