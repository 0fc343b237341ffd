"""What a rehearsal says of layouts that nobody should set up."""

from datetime import timedelta

import pytest

from guanjia.layouts.actions.drawing import choose_layout, draw_layout
from guanjia.layouts.actions.outlines import save_outline
from guanjia.layouts.models import Layout
from guanjia.layouts.rehearsal import INVARIANTS
from guanjia.layouts.rules.room import Wish
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.factories.places import make_room
from tests.layouts.halls import MEETING

AT = NINE - timedelta(days=1)


@pytest.mark.django_db
def test_a_layout_for_a_crew_that_breaks_a_limit_or_miscounts_is_found(cast: Cast) -> None:
    outline = save_outline(room=make_room(cast.site), hall=MEETING, rev=0, actor=cast.alice, at=AT)
    layout = draw_layout(outline=outline, style="theatre", wish=Wish(people=12), name="", actor=cast.alice, at=AT)
    (unsafe,) = INVARIANTS
    Layout.objects.update(count=13)
    assert unsafe.broken(cast.site) == [], "nobody sets it up"
    choose_layout(layout_id=layout.pk, actor=cast.alice, at=AT)
    assert unsafe.broken(cast.site) == [f"layout {layout.pk}: 13 seats"]
    Layout.objects.update(count=12)
    assert unsafe.broken(cast.site) == []
    plan = layout.plan
    plan["seats"][-1][1:3] = plan["seats"][-2][1:3]
    Layout.objects.update(plan=plan)
    assert f"layout {layout.pk}: overlap" in unsafe.broken(cast.site)
