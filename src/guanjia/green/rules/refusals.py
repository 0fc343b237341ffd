"""What green refuses, in the reader's language."""


class GreenRefused(Exception):
    """An act that is not possible; `field` names the input it is about ("" for the whole), `message` is translated."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


class GreenStale(Exception):
    """Somebody else changed the row meanwhile; str() says so in the reader's language."""
