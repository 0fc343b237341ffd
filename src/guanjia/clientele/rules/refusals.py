"""What clientele refuses, in the reader's language."""


class ClienteleRefused(Exception):
    """An act that is not possible; `field` names the input it is about ("" for the whole), `message` is translated."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message
