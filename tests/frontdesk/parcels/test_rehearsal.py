"""Three days of the counter and its cards at a small estate: everything is played, nothing breaks."""

from datetime import timedelta

import pytest

from guanjia.custody.public import unbalanced
from guanjia.foundation.events.public import relay
from guanjia.foundation.rehearsal.public import Stage, troupes
from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.cards.queries.cards import past_their_lease
from guanjia.frontdesk.cards.rehearsal import TROUPE as CARDS
from guanjia.frontdesk.cards.rehearsal import lists_as_wanted
from guanjia.frontdesk.homes.rehearsal.week import set_stage
from guanjia.frontdesk.parcels.public import Parcel
from guanjia.frontdesk.parcels.queries.parcels import unlike_custody
from guanjia.frontdesk.parcels.rehearsal import TROUPE as PARCELS
from tests.cast import Cast
from tests.factories.conference import NINE


@pytest.mark.django_db
def test_the_counter_and_its_cards_are_played(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in troupes if name not in {"parcels", "cards"}]:
        monkeypatch.delitem(troupes, name)
    Site.objects.filter(pk=cast.site.pk).update(held_at=NINE)
    site = Site.objects.get(pk=cast.site.pk)
    stage, end = set_stage(site, seed=7, days=3, homes=60)
    perform(stage, end)
    told = PARCELS.report(stage) | CARDS.report(stage)
    for name in (
        "parcels_in",
        "parcels_out",
        "parcels_astray",
        "loans_out",
        "losses",
        "stored",
        "passes",
        "cards_given",
        "doors_opened",
    ):
        assert told[name], told
    assert told["lost_cards_opened"] == 0 and Parcel.objects.filter(site=site, is_open=True).exists()
    broken = unbalanced(site) + unlike_custody(site) + lists_as_wanted(site) + past_their_lease(site, stage.now)
    assert broken == []


def perform(stage: Stage, end: object) -> None:
    """Everything that was planted, moment by moment, with the events between."""
    while (moment := stage.next_moment()) is not None and moment <= end:  # type: ignore[operator]
        stage.move_to(moment)
        stage.perform_due()
        relay(now=stage.now + timedelta(seconds=1))
