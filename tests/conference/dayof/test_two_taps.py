"""Whatever an attendant, a greeter or a cleaner owes on the phone is two taps away: nothing required is left to be typed."""

import pytest

from guanjia.duties.views.checklist import lines_of_form
from guanjia.standards.public import Standard, effective
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PROVED = {"conference.count_read", "conference.cards.placed"}
"""Numbers that are read aloud must be counted and placed cards photographed: nothing can be set before."""
POSTS = {"conference.attendant", "conference.greeter", "environment.cleaner"}


def on_the_phone(cast: Cast) -> list[Standard]:
    """The shipped standards of the conference that these posts end by their own hand."""
    found = [standard for standard, _version in effective(cast.site).values()]
    ours = [
        each for each in found if each.code.startswith("conference.") and each.post in POSTS and each.code not in PROVED
    ]
    return [each for each in ours if each.discharged_by.by == "evidence"]


def test_nothing_that_must_be_answered_is_left_open(cast: Cast) -> None:
    standards = on_the_phone(cast)
    assert len(standards) >= 8
    for standard in standards:
        left = [line.item.code for line in lines_of_form(standard, None) if line.item.required and line.value != "true"]
        assert (standard.code, left) == (standard.code, [])
        assert not {"photo", "signature", "scan"} & set(standard.proof), standard.code
