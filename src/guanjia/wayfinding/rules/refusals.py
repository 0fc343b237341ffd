"""Why something about ways is refused."""


class WayRefused(Exception):
    """A sentence in the reader's language; `field` names what it is about, "" the whole."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message
