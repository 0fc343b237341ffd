"""The portal's troupe plays a few days at a small estate, and its invariants name what would be wrong."""

import random
from datetime import timedelta

import pytest

from guanjia.foundation.rehearsal.public import KEY, Estate, Home, Stage
from guanjia.foundation.sites.public import Site, local, site_now
from guanjia.portal.models import Announcement, FamilyAsk, Told
from guanjia.portal.rehearsal import INVARIANTS, cast_portal, report
from tests.cast import Cast
from tests.portal.neighbours import neighbours

pytestmark = pytest.mark.django_db


def test_three_days_of_notices_and_residents(cast: Cast) -> None:
    at = site_now(cast.site)
    door = neighbours(cast.site, at, local(cast.site, at).date())
    stage = Stage(cast.site, at, random.Random(7))
    days = [local(cast.site, at).date() + timedelta(days=n) for n in (1, 2, 3)]
    homes = [Home(door.unit.pk, door.unit.code, (door.wang.pk,)), Home(door.next_door.pk, "", (door.li.pk,))]
    stage.memory[KEY] = Estate(homes, {"frontdesk": [cast.rita]}, days)
    cast_portal(stage)
    while (moment := stage.next_moment()) is not None:
        stage.move_to(moment)
        stage.perform_due()
    told = report(stage)["portal"]
    assert isinstance(told, dict) and told["notices published"] == 3 and told["portal log-ins"] == 2
    assert [each.broken(cast.site) for each in INVARIANTS] == [[]] * len(INVARIANTS)
    Announcement.objects.update(building_ids=[door.unit.building_id + 99])
    FamilyAsk.objects.create(
        site=cast.site, unit=door.unit, asked_by_person=door.wang, name="无此人", asked_at=at, state="done"
    )
    site = Site.objects.get(pk=cast.site.pk)
    assert len(INVARIANTS[0].broken(site)) == Told.objects.count() > 0 and len(INVARIANTS[2].broken(site)) == 1
