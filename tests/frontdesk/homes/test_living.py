"""The troupe of homes plays days with its bad paths, and nothing breaks."""

import pytest

from guanjia.foundation.rehearsal import registry
from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.homes.models import Outage, Passage, Renovation
from guanjia.frontdesk.homes.rehearsal import living
from guanjia.frontdesk.homes.rehearsal.week import rehearse_days
from tests.cast import Cast


@pytest.mark.django_db
def test_four_days_at_a_small_estate(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    others = {name for name, troupe in registry.troupes.items() if troupe.play == "estate" and name != "living"}
    for name in others:
        monkeypatch.delitem(registry.troupes, name)
    report = rehearse_days(cast.site, seed=5, days=4, homes=60)
    site = Site.objects.get(code=report["site"])
    assert report["living"]["renovation"] >= 1 and report["living"]["outage"] == 2
    assert Passage.objects.filter(site=site).count() + Renovation.objects.filter(site=site).count() >= 3
    assert Outage.objects.filter(site=site).exists()
    assert [broken for invariant in living.INVARIANTS for broken in invariant.broken(site)] == []
