"""Marks words for translation where no framework may be imported."""

from enum import StrEnum


def gettext_noop(message: str) -> str:
    """The message itself. The translation tool collects the argument; the page translates it when shown."""
    return message


class Word(StrEnum):
    """A stored code with its English label, translated when shown. Members are written `NAME = "code", N_("Label")`."""

    label: str

    def __new__(cls, value: str, label: str) -> "Word":
        word = str.__new__(cls, value)
        word._value_, word.label = value, label
        return word
