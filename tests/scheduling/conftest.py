"""Sentences are read in English here, whatever has been compiled."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The source words."""
    with translation.override("en"):
        yield
