"""What an action says when it will not."""


class CareRefused(Exception):
    """The action lacks what it needs; str() says what, in the reader's language."""
