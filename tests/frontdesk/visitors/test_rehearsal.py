"""A day of the door and of safety at a small estate: everything is played, accidents included, nothing breaks."""

from datetime import timedelta

import pytest

from guanjia.foundation.events.public import relay
from guanjia.foundation.rehearsal.public import troupes
from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.homes.rehearsal.week import set_stage
from guanjia.frontdesk.visitors.models import Visit
from guanjia.frontdesk.visitors.rehearsal.actors import TROUPE as DOOR
from guanjia.frontdesk.visitors.rehearsal.invariants import INVARIANTS as OF_DOOR
from guanjia.frontdesk.visitors.rules.states import AT_DOOR, VisitState
from guanjia.safety.rehearsal import INVARIANTS as OF_SAFETY
from guanjia.safety.rehearsal import TROUPE as SAFETY
from tests.cast import Cast
from tests.factories.conference import NINE

UNTIL = NINE + timedelta(hours=8, minutes=50)
"""17:50, while the day is busy."""


@pytest.mark.django_db
def test_the_door_and_safety_are_played(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in troupes if name not in {"visitors", "safety"}]:
        monkeypatch.delitem(troupes, name)
    Site.objects.filter(pk=cast.site.pk).update(held_at=NINE)
    site = Site.objects.get(pk=cast.site.pk)
    stage, _end = set_stage(site, seed=11, days=1, homes=30)
    while (moment := stage.next_moment()) is not None and moment <= UNTIL:
        stage.move_to(moment)
        stage.perform_due()
        relay(now=stage.now + timedelta(seconds=1))
    told = DOOR.report(stage)["visitors"] | SAFETY.report(stage)["safety"]
    for name in ("came", "scanned", "signed_out", "said_yes_by_link", "badges_back", "list_was_off", "own_entry_refused",
                 "wordless_refused", "hits", "withdrawn", "posted", "to_police", "badges_genuine", "badges_forged",
                 "helped", "needs_not_kept", "needs_forgotten", "wheelchairs_lent", "ways_blocked"):  # fmt: skip
        assert told.get(name), (name, told)
    assert told["namesakes_hit"] == 0
    states = set(Visit.objects.filter(site=site).values_list("state", flat=True))
    assert VisitState.BOOKED in states and states & AT_DOOR, (
        "the demo's visitor finds somebody waiting and somebody due"
    )
    late = "whoever stays past the pass is chased"  # the clock's work, and no clock runs here
    assert {
        each.name: each.broken(site) for each in (*OF_DOOR, *OF_SAFETY) if each.name != late and each.broken(site)
    } == {}
