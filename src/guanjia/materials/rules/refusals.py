"""What materials refuse."""


class PaperRefused(Exception):
    """Bad input or a broken rule: `field` names what is wrong ("" = the whole), str() says it in the reader's language."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class PaperStale(Exception):
    """Somebody else was quicker; str() is a sentence for the reader."""
