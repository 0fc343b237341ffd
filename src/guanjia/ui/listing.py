"""Several words in one sentence, put together as the reader's language does."""

from collections.abc import Iterable

from django.utils.translation import pgettext


def listed(words: Iterable[object]) -> str:
    """The words with the reader's comma between them: Chinese has one of its own for lists."""
    return pgettext("between words of a list", ", ").join(str(word) for word in words)
