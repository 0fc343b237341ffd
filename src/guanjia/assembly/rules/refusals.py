"""What assembly actions refuse."""


class AssemblyRefused(Exception):
    """Bad input: `field` names what is wrong ("" = the whole), str() says the rule in the reader's language."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class VoteClosed(AssemblyRefused):
    """The vote is not open: nothing is taken, nothing changed."""


class AlreadyVoted(AssemblyRefused):
    """This person's vote is in, and it was not this one."""


class TextStale(AssemblyRefused):
    """Somebody else saved the text in between; `now` is what stands there."""

    def __init__(self, message: str, now: str, rev: int) -> None:
        super().__init__("text", message)
        self.now = now
        self.rev = rev
