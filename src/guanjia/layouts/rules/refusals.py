"""Why a layout is not taken."""


class LayoutRefused(Exception):
    """A rule forbids it: the field and a sentence in the reader's language; `findings` are codes of what is broken."""

    def __init__(self, field: str, message: str, findings: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.field, self.message, self.findings = field, message, findings


class StaleLayout(Exception):
    """Somebody else has saved it meanwhile."""
