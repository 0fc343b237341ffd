"""The invariants notice what the constraints would not let happen by themselves."""

from datetime import UTC, datetime, timedelta

import pytest

from guanjia.places.models import Slot
from guanjia.places.public import claim_slot
from guanjia.places.rehearsal import partly_held
from tests.cast import Cast
from tests.factories.places import make_hall

NINE = datetime(2026, 11, 21, 1, tzinfo=UTC)


@pytest.mark.django_db
def test_a_half_held_hall_is_noticed(cast: Cast):
    whole, _parts = make_hall(cast.site)
    claim_slot(
        room=whole, starts_at=NINE, ends_at=NINE + timedelta(hours=1), holder=("test.block", 4), at=NINE, actor=None
    )
    assert partly_held(cast.site) == []
    Slot.objects.order_by("pk")[0].delete()
    assert partly_held(cast.site) == ["test.block 4 holds a part of its room only"]
