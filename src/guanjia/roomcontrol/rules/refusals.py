"""Why something about a room's devices is refused."""


class RoomRefused(Exception):
    """A sentence in the reader's language; `field` names what it is about, "" the whole."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message
