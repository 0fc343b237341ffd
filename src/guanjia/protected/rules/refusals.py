"""What protected meetings refuse."""


class ProtectedRefused(Exception):
    """Bad input or a closed gate: `field` names what is wrong ("" = the whole), str() says it in the reader's language."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
