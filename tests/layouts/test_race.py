"""Two people save one layout at the same instant."""

from datetime import timedelta

import pytest

from guanjia.layouts.actions.drawing import change_layout, draw_layout
from guanjia.layouts.actions.outlines import save_outline
from guanjia.layouts.models import Layout
from guanjia.layouts.rules.refusals import StaleLayout
from guanjia.layouts.rules.room import Wish
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.factories.places import make_room
from tests.harness.race import race
from tests.layouts.halls import MEETING

AT = NINE - timedelta(days=1)


@pytest.mark.django_db(transaction=True)
def test_one_of_two_who_save_a_layout_wins_and_the_other_is_told(cast_committed: Cast) -> None:
    who = cast_committed.alice
    outline = save_outline(room=make_room(cast_committed.site), hall=MEETING, rev=0, actor=who, at=AT)
    wish = Wish(people=12, lectern=False)
    layout = draw_layout(outline=outline, style="theatre", wish=wish, name="", actor=who, at=AT)
    first, second = [seat.id for seat in layout.drawn.audience if seat.kind == "seat"][-2:]

    def save(seat: str) -> Layout:
        return change_layout(layout_id=layout.pk, rev=1, edit={"removed": [seat]}, name="", actor=who, at=AT)

    outcomes = race([lambda: save(first), lambda: save(second)])
    assert sorted(type(each).__name__ for each in outcomes) == [Layout.__name__, StaleLayout.__name__]
    layout.refresh_from_db()
    left = {seat.id for seat in layout.drawn.seats}
    assert (layout.rev, layout.count) == (2, 11) and len(left & {first, second}) == 1
