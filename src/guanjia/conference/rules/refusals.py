"""What conference actions refuse, with the field it concerns."""


class Refused(Exception):
    """Bad input: `field` names what is wrong ("" = the whole), `message` says the rule in the reader's language."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


class Stale(Exception):
    """The thing changed since it was looked at; str() is a sentence for the reader."""
