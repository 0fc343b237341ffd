"""The same guest list sent twice at once doubles nobody."""

import pytest

from guanjia.conference.actions.guests import Draft, add_guests
from guanjia.conference.models import Delegation, Guest
from tests.cast import Cast
from tests.factories.conference import NINE, make_event
from tests.harness.race import race

DRAFTS = [Draft(name=f"客人{number}", delegation="市财政局") for number in range(50)]


@pytest.mark.django_db(transaction=True)
def test_a_list_sent_twice_at_once_doubles_nobody(cast_committed: Cast) -> None:
    cast = cast_committed
    event = make_event(cast.site)
    outcomes = race([lambda: add_guests(event=event, drafts=DRAFTS, actor=cast.alice, at=NINE)] * 3)
    assert sorted(len(each) for each in outcomes) == [0, 0, 50]
    assert (Guest.objects.filter(event=event).count(), Delegation.objects.filter(event=event).count()) == (50, 1)
