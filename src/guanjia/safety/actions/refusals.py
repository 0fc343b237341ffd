"""How safety says no."""


class SafetyRefused(Exception):
    """Something is missing or forbidden; `field` names it, str() says the rule in the reader's language."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
