"""What agenda actions refuse."""


class AgendaRefused(Exception):
    """Bad input: `field` names what is wrong ("" = the whole), str() says the rule in the reader's language."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class AgendaStale(Exception):
    """The agenda changed since it was looked at; str() is a sentence for the reader."""
