"""These tests read refusals in English."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_english(_language: None) -> None:
    translation.activate("en")
