"""Marks words for translation where no framework may be imported."""


def gettext_noop(message: str) -> str:
    """The message itself. The translation tool collects the argument; the page translates it when shown."""
    return message
