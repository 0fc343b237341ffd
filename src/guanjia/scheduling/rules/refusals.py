"""What scheduling refuses, in the reader's language."""


class SchedulingRefused(Exception):
    """`field` names what was wrong, "" for the whole; the message is translated already."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


class PeriodStale(SchedulingRefused):
    """Somebody changed the period meanwhile."""
